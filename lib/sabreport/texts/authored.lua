-- Makes authored text safe to stitch: the board's narrative (trusted = true) and members' statements.
--
-- Headings begin at `level` and skip none; notes, links and code cannot reach outside the text; what would be
-- read as an instruction (raw blocks, attributes, unknown references) becomes plain text. No word is lost.

local level, trusted, pictures

local function stringify(content)
  return pandoc.utils.stringify(content)
end

local function beside(name)
  return dofile(pandoc.path.join({ pandoc.path.directory(PANDOC_SCRIPT_FILE), name }))
end

local bindings, in_one_line, as_meant = beside("bindings.lua"), beside("formulas.lua"), beside("typed_text.lua")

-- A note is one paragraph, in which no other note stands.
local function note(inline)
  local content = pandoc.utils.blocks_to_inlines(inline.content, { pandoc.Space() })
  content = content:walk({ Note = function(inner) return pandoc.utils.blocks_to_inlines(inner.content, { pandoc.Space() }) end })
  return bindings.plain_spaces(stringify(content)):match("%S") and pandoc.Note({ pandoc.Para(content) }) or {}
end

-- A note on a heading would stand in the table of contents too: it goes to the end of the paragraph, cell or item below.
local function notes_below_headings(blocks)
  local notes = pandoc.Inlines({})
  local function take(block)
    if #notes > 0 then
      block.content:extend(notes)
      notes = pandoc.Inlines({})
    end
    return block, false -- what stands in a note of its own is no text below the heading
  end
  for i, block in ipairs(blocks) do
    if block.t == "Header" then
      blocks[i] = block:walk({ Note = function(inline) notes:insert(inline) return {} end })
    elseif #notes > 0 then
      blocks[i] = pandoc.Blocks({ block }):walk({ traverse = "topdown", Para = take, Plain = take })[1]
    end
  end
  if #notes > 0 then blocks:insert(pandoc.Para(notes)) end
  return blocks
end

-- An address with what none may hold as its numbers: spaces and such signs, and what would be read as the name of a sign.
local function in_numbers(address)
  local function number(sign) return ("%%%02X"):format(sign:byte()) end
  address = address:gsub("^%s+", ""):gsub("%s+$", ""):gsub('[%c "\'<>\\^`{|}]', number)
  return (address:gsub("(&#?%w+);", "%1%%3B"))
end

local function link(inline)
  local target = in_numbers(inline.target)
  if target:match("^https?://") or target:match("^mailto:") then return pandoc.Link(inline.content, target) end
  return inline.content
end

local function picture(inline)
  if pictures and inline.classes:includes("authored-picture") then return inline end
  local caption = stringify(inline.caption)
  return pandoc.Emph({ pandoc.Str(caption ~= "" and "[Picture: " .. caption .. "]" or "[Picture]") })
end

-- The class keeps a following "{=html}" from being read as belonging to the code.
local function code(inline)
  local said = inline.text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  return said == "" and {} or pandoc.Code(said, { class = "code" })
end

local function code_block(block)
  return pandoc.CodeBlock(block.text, { class = "code" })
end

local function raw(element)
  local make = element.t == "RawBlock" and pandoc.CodeBlock or pandoc.Code
  return make(element.text, { class = "code" })
end

-- What is said with a reference stands before or after it.
local function reference(cite)
  local out, said = pandoc.Inlines({}), false
  for i, citation in ipairs(cite.citations) do
    local kind = citation.id:match("^(%a+)%-")
    if not (trusted and (kind == "fig" or kind == "tbl" or kind == "sec")) then return cite.content end
    if i > 1 then out:extend({ pandoc.Str(","), pandoc.Space() }) end
    said = said or #citation.prefix + #citation.suffix > 0
    out:extend(citation.prefix)
    if #citation.prefix > 0 then out:insert(pandoc.Space()) end
    out:insert(pandoc.Cite({ pandoc.Str("@" .. citation.id) }, { pandoc.Citation(citation.id, "AuthorInText") }))
    out:extend(citation.suffix)
  end
  if not said then return out end
  out:insert(1, pandoc.Str("["))
  out:insert(pandoc.Str("]"))
  return out
end

-- A formula that no line can say is told of, by what is written in it.
local unsaid = pandoc.List({})
local function formula(inline)
  local said = in_one_line(inline.text)
  if not said then
    said = inline.text:gsub("\\begin%b{}%b{}", ""):gsub("\\begin%b{}", ""):gsub("\\end%b{}", ""):gsub("\\%a+", "")
    said = said:gsub("[\\{}&%s]+", " "):gsub("^ ", ""):gsub(" $", "")
    unsaid:insert(said)
  end
  return pandoc.Str(said)
end

-- A table within a table gives its cells, one after another: no text form of a table holds another.
local function without_tables(tbl)
  return tbl:walk({
    Table = function(inner)
      local blocks = pandoc.Blocks({})
      local function take(rows)
        for _, row in ipairs(rows) do
          for _, cell in ipairs(row.cells) do blocks:extend(cell.contents) end
        end
      end
      take(inner.head.rows)
      for _, body in ipairs(inner.bodies) do
        take(body.head)
        take(body.body)
      end
      take(inner.foot.rows)
      return blocks
    end,
  })
end

-- A first row with none below it heads nothing, such as the one cell of a box around a case study.
local function without_lone_header(tbl)
  for _, body in ipairs(tbl.bodies) do
    if #body.body > 0 then return tbl end
  end
  local row = tbl.bodies[1] and #tbl.head.rows == 1 and tbl.head.rows[1]
  if row then
    tbl.head.rows, tbl.bodies[1].body = {}, { row }
  end
  return tbl
end

-- A caption is a paragraph below its table: the kit's own tables alone are numbered and answer for their captions.
local function with_caption_below(tbl)
  local caption = tbl.caption.long:clone()
  tbl.caption = { long = {} }
  return pandoc.Blocks({ tbl }) .. caption
end

-- An item that begins with a box is words: Pandoc would make the box one to tick.
local function with_boxes(list)
  for _, item in ipairs(list.content) do
    local content = item[1] and (item[1].t == "Plain" or item[1].t == "Para") and item[1].content
    if content and content[2] and content[2].t == "Space" and (content[1].text == "☐" or content[1].text == "☒") then
      content[2] = pandoc.Str("\u{a0}")
    end
  end
  return list
end

-- A heading within a table, a list or a quotation heads no part of the report.
local function without_headings(block)
  return block:walk({ Header = function(header) return pandoc.Para({ pandoc.Strong(header.content) }) end })
end

local function span(inline)
  return inline.content
end

local function div(block)
  if trusted and (block.classes[1] or ""):match("^callout%-") then
    return pandoc.Div(block.content, { class = block.classes[1] })
  end
  return block.content
end

-- What Word's style Caption makes a figure of is its picture, and then the line that stood below it; Markdown's
-- has its description for a caption, which is said already.
local function figure(block)
  local blocks = block.content:clone()
  local said = stringify(block.caption.long)
  if stringify(block.content) ~= "[Picture: " .. said .. "]" then blocks:extend(block.caption.long) end
  return blocks
end

-- Headings keep their order of depth, close up the gaps, and lose ids that could meet with others. On the web page, which has six
-- levels, each is a level lower: the title stands above them all.
local function relevel(blocks)
  local stack = {}
  return blocks:walk({
    traverse = "topdown",
    Header = function(header)
      while #stack > 0 and stack[#stack] >= header.level do table.remove(stack) end
      table.insert(stack, header.level)
      return pandoc.Header(math.min(5, level + #stack - 1), header.content)
    end,
  })
end

-- Two lists of a kind with nothing between them would be read as one; an empty division, which report.lua takes out, parts them.
local function part_lists(blocks)
  local parted = pandoc.Blocks({})
  for i, block in ipairs(blocks) do
    if i > 1 and block.t == blocks[i - 1].t and block.t:match("List$") then
      parted:insert(pandoc.Div({}, { class = "apart" }))
    end
    parted:insert(block)
  end
  return parted
end

-- A note or a picture within raised or lowered words stands between them as it does anywhere: a note's mark is raised already.
local function words_raised(inline)
  local out = pandoc.Inlines({})
  local function add(each)
    local holds = false
    pandoc.Inlines({ each }):walk({ Note = function() holds = true end, Image = function() holds = true end })
    if each.t == "Note" or each.t == "Image" then
      out:insert(each)
    elseif holds then
      for _, inner in ipairs(each.content) do add(inner) end
    elseif #out > 0 and out[#out].t == inline.t then
      out[#out].content:insert(each)
    else
      local raised = inline:clone()
      raised.content = pandoc.Inlines({ each })
      out:insert(raised)
    end
  end
  for _, each in ipairs(inline.content) do add(each) end
  return out
end

-- Inlines without what Markdown cannot say: spaces at the ends of emphasis, the same emphasis twice, words in two pieces.
local formats = { Emph = 1, Strong = 1, Strikeout = 1, Underline = 1, SmallCaps = 1, Superscript = 1, Subscript = 1 }
local quotes = { SingleQuote = { "‘", "’" }, DoubleQuote = { "“", "”" } }
local blank = { Space = 1, LineBreak = 1 }

-- Raised and lowered words are plain, without a break between them; a link goes around them.
local function raised(inline)
  local words = pandoc.Str((stringify(inline.content):gsub("%s", "\u{a0}")))
  local only = inline.content[1]
  inline.content = { words }
  if only and only.t == "Link" then return pandoc.Link({ inline }, only.target) end
  return inline
end

local function tidy(inlines)
  local out = pandoc.Inlines({})
  local function add(inline)
    local last = out[#out]
    if inline.t == "Quoted" then
      add(pandoc.Str(quotes[inline.quotetype][1]))
      for _, each in ipairs(inline.content) do add(each) end
      add(pandoc.Str(quotes[inline.quotetype][2]))
    elseif inline.t == "SoftBreak" or inline.t == "Space" then
      if not (last and blank[last.t]) then out:insert(pandoc.Space()) end
    elseif inline.t == "LineBreak" then
      if last and last.t == "Space" then out:remove(#out) end
      out:insert(inline)
    elseif inline.t == "Str" and inline.text == "" then
      return
    elseif last and inline.t == "Str" and last.t == "Str" then
      out[#out] = pandoc.Str(last.text .. inline.text)
    elseif formats[inline.t] or inline.t == "Link" then
      local content, trailing = tidy(inline.content:walk({ [inline.t] = function(inner) return inner.content end })), pandoc.Inlines({})
      while content[1] and blank[content[1].t] do add(content:remove(1)) end
      while #content > 0 and blank[content[#content].t] do trailing:insert(1, content:remove(#content)) end
      last = out[#out]
      if #content > 0 then
        inline.content = content
        if inline.t:match("script$") then inline = raised(inline) end
        if inline.t == "Emph" and #content == 1 and content[1].t == "Strong" then -- three stars are read the other way round
          inline = pandoc.Strong({ pandoc.Emph(content[1].content) })
        end
        if last and last.t == inline.t and formats[inline.t] and not inline.t:match("script$") then
          last.content:extend(content)
          out[#out] = last
        else
          out:insert(inline)
        end
      end
      for _, each in ipairs(trailing) do add(each) end
    else
      out:insert(inline)
    end
  end
  for _, inline in ipairs(inlines) do add(inline) end
  return out
end

-- A paragraph, heading or line of a list begins and ends with words.
local function trimmed(block)
  local content = tidy(block.content)
  while content[1] and blank[content[1].t] do content:remove(1) end
  while #content > 0 and blank[content[#content].t] do content:remove(#content) end
  if bindings.plain_spaces(stringify(content)):match("^ *$") and not content:find_if(function(each) return each.t == "Note" or each.t == "Image" end) then return {} end
  block.content = content
  return block
end

-- A cell ends with words: what reads a drawn table takes a space of any kind at the end of a cell's line for its padding.
local function ended_with_words(block)
  local content = block.content
  local last = content[#content]
  while last and (last.t == "Str" or blank[last.t]) do
    local words = last.t == "Str" and last.text:sub(1, #bindings.plain_spaces(last.text):match("^(.-)%s*$")) or ""
    if words ~= "" then
      content[#content] = pandoc.Str(words)
      return block
    end
    content:remove(#content)
    last = content[#content]
  end
  return block
end

local function with_cells_trimmed(tbl)
  return tbl:walk({ Para = ended_with_words, Plain = ended_with_words })
end

-- The title of a chapter, or the name of a member, stands above the text: as its first heading it is not printed again.
local function without_title(blocks, title)
  local function letters(text)
    for _, sign in ipairs({ "‘", "’", "“", "”", "–", "—", "…" }) do text = text:gsub(sign, "") end
    return (pandoc.text.lower(text):gsub("[%s%p]", ""))
  end
  local first = blocks[1]
  if first and first.t == "Header" and letters(title) ~= "" and letters(stringify(first)) == letters(title) then
    local holds = false
    first:walk({ Note = function() holds = true end, Image = function() holds = true end })
    if not holds then blocks:remove(1) end
  end
  return blocks
end

function Pandoc(doc)
  doc.blocks = without_title(doc.blocks, stringify(doc.meta.above))
  level = tonumber(stringify(doc.meta.level))
  trusted = stringify(doc.meta.trusted) == "yes"
  if stringify(doc.meta.typed) == "yes" then doc = as_meant(doc) end
  pictures = stringify(doc.meta.pictures) == "yes" -- those that the kit has drawn anew
  doc = doc:walk({ Blocks = notes_below_headings }):walk({
    Note = note, Link = link, Image = picture, Code = code, CodeBlock = code_block,
    RawBlock = raw, RawInline = raw,
    Cite = reference, Span = span, Div = div,
    Figure = figure,
    Table = function(tbl) tbl.identifier = "" return with_caption_below(without_lone_header(without_headings(without_tables(tbl)))) end,
    BulletList = without_headings, OrderedList = without_headings, BlockQuote = without_headings,
    LineBlock = function(block)
      local lines = pandoc.Inlines({})
      for i, line in ipairs(block.content) do
        if i > 1 then lines:insert(pandoc.LineBreak()) end
        lines:extend(line)
      end
      return pandoc.Para(lines)
    end,
    Math = formula,
    Superscript = words_raised, Subscript = words_raised,
  })
  doc = doc:walk({ Header = function(header)
    header.content = header.content:walk({ LineBreak = function() return pandoc.Space() end })
    return header
  end })
  doc = doc:walk({ Para = trimmed, Plain = trimmed, Header = trimmed }):walk({ Table = with_cells_trimmed }):walk({ Inlines = bindings.bound })
  doc = doc:walk({ BulletList = with_boxes, OrderedList = with_boxes })
  doc.meta.braces = bindings.left_over(doc)
  doc.meta.formulas = unsaid
  return pandoc.Pandoc(relevel(doc.blocks):walk({ Blocks = part_lists }), doc.meta)
end
