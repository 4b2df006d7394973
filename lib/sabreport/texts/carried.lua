-- Writes a tree as the Markdown of a section, and reads it back: what does not come back as it was is told.
--
-- The tree is what authored.lua made of a text. Every sign in its words that Markdown could take for more is escaped, as
-- exhibits.escape does; bindings alone keep their braces. Gives JSON: the Markdown, and the faults in what people wrote.

local READER, CHECKED, WRITER

local function stringify(content)
  return pandoc.utils.stringify(content)
end

-- Words ---------------------------------------------------------------------------------------------------------

-- The marks that give a sign its colours, or make one of several: with them the writer of tables takes the sign for as wide as
-- their reader does not.
local function parted_from_sign(text)
  return (text:gsub("\u{fe0f}", "\\%0"):gsub("\u{200d}", "\\%0"):gsub("\u{20e3}", "\\%0"):gsub("\xf0\x9f\x8f[\xbb-\xbf]", "\\%0"))
end

local before_link = { Link = true, Span = true, Underline = true, SmallCaps = true }

-- Words as Markdown that prints them; `first` where a line begins with them.
local function escaped(text, first, following)
  local special = CHECKED and "[\\`*_{}%[%]<>#|~$@^&'\"]" or "[\\`*_%[%]<>#|~$@^&'\"]"
  text = text:gsub(special, "\\%0")
  for _, several in ipairs({ "%-%-+", "%.%.%.+", ":::+" }) do
    text = text:gsub(several, function(marks) return (marks:gsub(".", "\\%0")) end)
  end
  if before_link[following] then text = text:gsub("!$", "\\!") end
  if first then
    text = text:gsub("^[-+:%%=]", "\\%0"):gsub("^([Tt]able):", "%1\\:")
    local number = text:match("^%(?(%w+)[.)]$") or ""
    if #number <= 3 or number:match("^%d+$") or number:match("^[ivxlcdmIVXLCDM]+$") then text = text:gsub("[.)]$", "\\%0") end
  end
  return parted_from_sign(text)
end

-- The same with a backslash before every sign. What is raised or lowered needs it twice: Pandoc reads it twice.
local function wholly_escaped(text)
  return parted_from_sign((text:gsub("%p", "\\%0")))
end

local formats = { Emph = 1, Strong = 1, Strikeout = 1, Underline = 1, SmallCaps = 1, Superscript = 1, Subscript = 1 }

local apart = pandoc.RawInline("markdown", "[]{}") -- an empty span, which keeps marks from being read as one

-- Inlines with their words as Markdown. `plainly`: every sign escaped, and nothing left to be read as one mark with the next.
local function as_markdown(plainly)
  local function inlines_as_markdown(inlines)
    local out = pandoc.Inlines({})
    for i, inline in ipairs(inlines) do
      local before, after = inlines[i - 1], inlines[i + 1]
      if inline.t == "Str" then
        local first = before == nil or before.t == "LineBreak"
        out:insert(pandoc.RawInline("markdown",
          plainly and wholly_escaped(inline.text) or escaped(inline.text, first, after and after.t)))
      else
        local edge = inline.t == "Strikeout" or inline.t:match("script$")
        if formats[inline.t] and (before and (formats[before.t] or plainly) or not before and edge) then out:insert(apart:clone()) end
        if inline.t:match("script$") then inline.content = { pandoc.RawInline("markdown", wholly_escaped(wholly_escaped(stringify(inline.content)))) } end
        out:insert(inline)
        if formats[inline.t] and (after and plainly or not after and edge) then out:insert(apart:clone()) end
      end
    end
    return out
  end
  return inlines_as_markdown
end

local function write(blocks)
  local options = pandoc.WriterOptions({ wrap_text = "wrap-none", setext_headers = false })
  return (pandoc.write(pandoc.Pandoc(blocks), WRITER, options):gsub("^\n+", ""):gsub("%s+$", ""))
end

-- A note is written inline: notes numbered by each text would meet in the report under one number.
local function note(inline)
  return pandoc.RawInline("markdown", "^[" .. write({ pandoc.Plain(pandoc.utils.blocks_to_inlines(inline.content)) }) .. "]")
end

-- A table with a name in braces is written a row a line: the figure that is printed for it is longer, and would not fit into a table
-- that is drawn.
local function a_row_a_line(tbl)
  local named = false
  tbl:walk({ RawInline = function(raw) named = named or raw.text:find("^{{") ~= nil end })
  if named then
    tbl.colspecs = tbl.colspecs:map(function(column) return { column[1], nil } end)
    return tbl
  end
end

local function markdown(blocks, plainly)
  return write(pandoc.Blocks(blocks):walk({ Table = a_row_a_line }):walk({ traverse = "topdown", Inlines = as_markdown(plainly) }):walk({ Note = note }))
end

-- A tree as a line of text -----------------------------------------------------------------------------------------

local quotes = { SingleQuote = { "‘", "’" }, DoubleQuote = { "“", "”" } }
local line_of_blocks

local function line_of(inlines)
  local out = {}
  for _, each in ipairs(inlines) do
    local t, said = each.t, nil
    if t == "Str" then said = each.text
    elseif t == "Space" or t == "SoftBreak" then said = " "
    elseif t == "LineBreak" then said = "<br>"
    elseif t == "Quoted" then said = quotes[each.quotetype][1] .. line_of(each.content) .. quotes[each.quotetype][2]
    elseif t == "Code" then said = "<code>" .. each.text .. "</code>"
    elseif t == "Span" then said = line_of(each.content)
    elseif t == "Link" then said = "<a " .. each.target .. ">" .. line_of(each.content) .. "</a>"
    elseif t == "Note" then said = "<note>" .. line_of_blocks(each.content) .. "</note>"
    elseif t == "Image" then said = "<img " .. each.src .. ">" .. line_of(each.caption)
    elseif t == "Cite" then said = "<cite " .. each.citations[1].id .. ">"
    elseif t == "RawInline" and each.format == "markdown" then said = each.text:gsub("\\|", "|")
    else said = "<" .. t .. ">" .. (formats[t] and line_of(each.content) or each.text or "") .. "</" .. t .. ">" end
    table.insert(out, said)
  end
  return table.concat(out)
end

local function line_of_items(name, items)
  local out = {}
  for _, item in ipairs(items) do table.insert(out, "<" .. name .. ">" .. line_of_blocks(item)) end
  return table.concat(out)
end

local function line_of_table(tbl)
  local out = { "<table>" }
  local function add(rows)
    for _, row in ipairs(rows) do
      for _, cell in ipairs(row.cells) do
        local said = line_of_blocks(cell.contents)
        if said ~= "" then table.insert(out, "<cell>" .. said) end
      end
    end
  end
  add(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do
    add(body.head)
    add(body.body)
  end
  add(tbl.foot.rows)
  return table.concat(out) .. line_of_blocks(tbl.caption.long)
end

local function line_of_block(block)
  local t = block.t
  if t == "Para" or t == "Plain" then return "<p>" .. line_of(block.content) end
  if t == "Header" then return "<h" .. block.level .. ">" .. line_of(block.content) end
  if t == "BlockQuote" then return "<quote>" .. line_of_blocks(block.content) .. "</quote>" end
  if t == "Div" then return "<div " .. table.concat(block.classes, " ") .. ">" .. line_of_blocks(block.content) .. "</div>" end
  if t == "BulletList" then return "<ul>" .. line_of_items("li", block.content) .. "</ul>" end
  if t == "OrderedList" then
    local style = block.style:match("Alpha$") and block.style or block.style:match("Roman$") and block.style or "Decimal"
    return "<ol " .. block.start .. " " .. style .. ">" .. line_of_items("li", block.content) .. "</ol>"
  end
  if t == "DefinitionList" then
    local out = {}
    for _, item in ipairs(block.content) do table.insert(out, "<dt>" .. line_of(item[1]) .. line_of_items("dd", item[2])) end
    return table.concat(out)
  end
  if t == "Table" then return line_of_table(block) end
  return "<" .. t .. ">" .. (block.text or "")
end

line_of_blocks = function(blocks)
  local out = {}
  for _, block in ipairs(blocks) do table.insert(out, line_of_block(block)) end
  return table.concat(out)
end

-- The reader puts a no-break space after "Mr." and the like.
local function same(one, other)
  return one == other or one:gsub("\u{a0}", " ") == other:gsub("\u{a0}", " ")
end

local function comes_back(blocks, written)
  return same(line_of_blocks(blocks), line_of_blocks(pandoc.read(written, READER).blocks))
end

-- ---------------------------------------------------------------------------------------------------------------

-- Each block as Markdown, more plainly where it does not come back otherwise; and what does not come back at all.
local function block_by_block(blocks)
  local parts, lost = {}, {}
  for _, block in ipairs(blocks) do
    local written = markdown({ block })
    if not comes_back({ block }, written) then
      written = markdown({ block }, true)
      if not comes_back({ block }, written) then table.insert(lost, stringify(block)) end
    end
    table.insert(parts, written)
  end
  local whole = table.concat(parts, "\n\n")
  if #lost == 0 and not comes_back(blocks, whole) then table.insert(lost, stringify(blocks)) end
  return whole, lost
end

function Writer(doc)
  local said = doc.meta
  READER, WRITER, CHECKED = stringify(said.reader), stringify(said.writer), stringify(said.checked) == "yes"
  local written, lost = markdown(doc.blocks), {}
  if CHECKED and not comes_back(doc.blocks, written) then written, lost = block_by_block(doc.blocks) end
  -- Quarto looks for its shortcodes and for settings of the report in code too: there the two braces are parted, and the line
  -- that begins settings is another, unseen.
  written = written:gsub("{{([<%%])", "{\u{200b}{%1"):gsub("(\n[> \t]*)(%-%-%-[ \t]*)%f[\n]", "%1\u{200b}%2")
  local function told(name) return said[name] and pandoc.List(said[name]):map(stringify) or pandoc.List({}) end
  return pandoc.json.encode({ markdown = written, lost = pandoc.List(lost), braces = told("braces"), formulas = told("formulas") })
end
