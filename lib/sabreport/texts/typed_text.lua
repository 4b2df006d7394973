-- Reads typed text as people mean it, and takes out the marks of typed.py.

-- What is indented is a paragraph of lines.
local function as_lines(block)
  local out = pandoc.Inlines({})
  for line in (block.text .. "\n"):gmatch("([^\n]*)\n") do
    if #out > 0 then out:insert(pandoc.LineBreak()) end
    for word in line:gmatch("%S+") do
      if #out > 0 and out[#out].t == "Str" then out:insert(pandoc.Space()) end
      out:insert(pandoc.Str(word))
    end
  end
  return pandoc.Para(out)
end

local around = { Period = { "", "." }, OneParen = { "", ")" }, TwoParens = { "(", ")" }, DefaultDelim = { "", "." } }

-- A list of one item that does not begin at one is a sentence that begins with a number or a letter, such as a year.
local function sentence(list)
  if #list.content > 1 or list.start == 1 and (list.style == "Decimal" or list.style == "DefaultStyle") then return nil end
  local blocks, number = list.content[1], tostring(list.start)
  if list.style:match("Alpha$") then number = string.char(96 + (list.start - 1) % 26 + 1):rep((list.start - 1) // 26 + 1) end
  if list.style:match("Roman$") then number = pandoc.utils.to_roman_numeral(list.start):lower() end
  if list.style:match("^Upper") then number = number:upper() end
  local said = pandoc.Inlines({ pandoc.Str(around[list.delimiter][1] .. number .. around[list.delimiter][2]) })
  if blocks[1] and blocks[1].content and (blocks[1].t == "Para" or blocks[1].t == "Plain") then
    said:insert(pandoc.Space())
    said:extend(blocks[1].content)
    blocks:remove(1)
  end
  blocks:insert(1, pandoc.Para(said))
  return blocks
end

-- What typed.py has marked: a star is a star, and a list whose typed numbers do not count on by one is paragraphs with them.
local function labelled(list)
  local blocks, label = pandoc.Blocks({}), nil
  for _, item in ipairs(list.content) do
    local content = item[1] and item[1].content
    label = content and content[1] and content[1].t == "Str" and content[1].text:match("^\u{fdd3}(.-)\u{fdd4}$")
    if not label then return nil end
    content[1] = pandoc.Str(label)
    item[1] = pandoc.Para(content)
    blocks:extend(item)
  end
  return blocks
end

-- A list in which an item holds a paragraph has a gap between all its items.
local function evenly(list)
  local function gapped(item) return item:find_if(function(block) return block.t == "Para" end) end
  if not pandoc.List(list.content):find_if(gapped) then return nil end
  for _, item in ipairs(list.content) do
    for i, block in ipairs(item) do
      if block.t == "Plain" then item[i] = pandoc.Para(block.content) end
    end
  end
  return list
end

-- A sign before which a mark stands begins nothing.
local function unmarked(element)
  element.text = element.text:gsub("\u{fdd2}", "*"):gsub("\u{fdd5}", ""):gsub("\u{fdd6}", "'"):gsub("\u{fdd7}", '"'):gsub("\u{fdd8}", "\\"):gsub("\u{fdd9}", "_"):gsub("\u{fdd3}.-\u{fdd4}", "")
  return element
end

-- Words with the ends of lines that HTML wrote within them.
local function ended(inlines)
  local out = pandoc.Inlines({})
  for _, inline in ipairs(inlines) do
    if inline.t == "Str" and inline.text:find("\u{fdda}", 1, true) then
      local first = true
      for words in (inline.text .. "\u{fdda}"):gmatch("(.-)\u{fdda}") do
        if not first then out:insert(pandoc.LineBreak()) end
        if words ~= "" then out:insert(pandoc.Str(words)) end
        first = false
      end
    else
      out:insert(inline)
    end
  end
  return out
end

local function unmarked_link(element)
  element.target = element.target:gsub("%%EF%%B7%%92", "*"):gsub("\u{fdd2}", "*"):gsub("%%EF%%B7%%99", "_"):gsub("\u{fdd9}", "_")
  return element
end

-- The text with its paragraphs and lists as they are meant.
return function(doc)
  doc = doc:walk({ CodeBlock = as_lines, OrderedList = function(list) return labelled(list) or sentence(list) end })
  doc = doc:walk({ Inlines = ended })
  return doc:walk({ Str = unmarked, Code = unmarked, Link = unmarked_link, OrderedList = evenly, BulletList = evenly })
end
