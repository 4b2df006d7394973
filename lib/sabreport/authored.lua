-- Makes authored text safe to stitch: the board's narrative (trusted = true) and members' statements.
--
-- Headings begin at `level` and skip none; notes, links and code cannot reach outside the text; what would be
-- read as an instruction (raw blocks, attributes, unknown references) becomes plain text. No word is lost.

local level, trusted, pictures

local function stringify(content)
  return pandoc.utils.stringify(content)
end

-- A note is written inline: notes numbered by each text would meet in the report under one number.
local function note(inline)
  local parts = {}
  for _, block in ipairs(inline.content) do
    table.insert(parts, (pandoc.write(pandoc.Pandoc({ block }), "markdown-raw_html-raw_tex-raw_attribute",
      pandoc.WriterOptions({ wrap_text = "wrap-none" })):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")))
  end
  return pandoc.RawInline("markdown", "^[" .. table.concat(parts, " ") .. "]")
end

-- A note on a heading would stand in the table of contents too: it goes to the end of the paragraph, cell or item below.
local function notes_below_headings(blocks)
  local notes = pandoc.Inlines({})
  local function take(block)
    if #notes > 0 then
      block.content:extend(notes)
      notes = pandoc.Inlines({})
      return block
    end
  end
  for i, block in ipairs(blocks) do
    if block.t == "Header" then
      blocks[i] = block:walk({ Note = function(inline) notes:insert(inline) return {} end })
    elseif #notes > 0 then
      blocks[i] = pandoc.Blocks({ block }):walk({ Para = take, Plain = take })[1]
    end
  end
  if #notes > 0 then blocks:insert(pandoc.Para(notes)) end
  return blocks
end

local function link(inline)
  if inline.target:match("^https?://") or inline.target:match("^mailto:") then
    return pandoc.Link(inline.content, inline.target)
  end
  return inline.content
end

local function picture(inline)
  if pictures and inline.classes:includes("authored-picture") then return inline end
  local caption = stringify(inline.caption)
  return pandoc.Emph({ pandoc.Str(caption ~= "" and "[Picture: " .. caption .. "]" or "[Picture]") })
end

-- The class keeps a following "{=html}" from being read as belonging to the code.
local function code(inline)
  return pandoc.Code(inline.text, { class = "code" })
end

local function code_block(block)
  return pandoc.CodeBlock(block.text, { class = "code" })
end

local function raw(element)
  local make = element.t == "RawBlock" and pandoc.CodeBlock or pandoc.Code
  return make(element.text, { class = "code" })
end

local function reference(cite)
  for _, citation in ipairs(cite.citations) do
    local kind = citation.id:match("^(%a+)%-")
    if not (trusted and (kind == "fig" or kind == "tbl" or kind == "sec")) then return cite.content end
  end
end

-- A formula is printed on one line, in plain characters: nothing in authored text is set as mathematics.
local function formula(inline)
  local plain, more = inline.text, 1
  while more > 0 do plain, more = plain:gsub("\\frac%s*(%b{})%s*(%b{})", "%1 / %2") end
  for _, command in ipairs({ "text", "mathrm", "mathbf", "mathit", "left", "right", "operatorname" }) do
    plain = plain:gsub("\\" .. command .. "%f[%A]", "")
  end
  return pandoc.Str((plain:gsub("[\\{}]", ""):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")))
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

-- A caption is a paragraph below its table: the kit's own tables alone are numbered and answer for their captions.
local function with_caption_below(tbl)
  local caption = tbl.caption.long:clone()
  tbl.caption = { long = {} }
  return pandoc.Blocks({ tbl }) .. caption
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

-- Headings keep their order of depth, close up the gaps, and lose ids that could meet with others.
local function relevel(blocks)
  local stack = {}
  return blocks:walk({
    traverse = "topdown",
    Header = function(header)
      while #stack > 0 and stack[#stack] >= header.level do table.remove(stack) end
      table.insert(stack, header.level)
      return pandoc.Header(math.min(6, level + #stack - 1), header.content)
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

function Pandoc(doc)
  level = tonumber(stringify(doc.meta.level))
  trusted = stringify(doc.meta.trusted) == "yes"
  pictures = stringify(doc.meta.pictures) == "yes" -- those that the kit has drawn anew
  doc = doc:walk({ Blocks = notes_below_headings }):walk({
    Note = note, Link = link, Image = picture, Code = code, CodeBlock = code_block,
    RawBlock = raw, RawInline = function(inline) if inline.format ~= "markdown" then return raw(inline) end end,
    Cite = reference, Span = span, Div = div,
    Figure = figure,
    Table = function(tbl) tbl.identifier = "" return with_caption_below(without_headings(without_tables(tbl))) end,
    BulletList = without_headings, OrderedList = without_headings, BlockQuote = without_headings,
    Math = formula,
  })
  return pandoc.Pandoc(relevel(doc.blocks):walk({ Blocks = part_lists }))
end
