-- One pass over the report, the same under Quarto and under Pandoc alone.
--
-- Numbers the chapters, figures and tables; turns @sec-x, @fig-x and @tbl-x into links; and writes figures, tables,
-- key figures and panels in the way that each format reads best: figures with alt text, header cells with scope,
-- Word without layout tables, Typst through the functions of report.typ.

local html = FORMAT:match("html") ~= nil
local typst = FORMAT:match("typst") ~= nil
local docx = FORMAT:match("docx") ~= nil

local places = {} -- id -> { text = "Figure 1" } of everything that can be referred to
local counts = { chapter = 0, fig = 0, tbl = 0, data = 0 }
local top_level

local function stringify(inlines)
  return pandoc.utils.stringify(inlines)
end

-- Typst ---------------------------------------------------------------------------------------------------------

-- Without what Quarto would take for a shortcode of its own, which it looks for in what is written for Typst too.
local function typst_string(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("{{<", "{\\u{7b}<") .. '"'
end

local function raw_typst(text)
  return pandoc.RawBlock("typst", text)
end

local quotes = { SingleQuote = { "‘", "’" }, DoubleQuote = { "“", "”" } }

-- Whether Typst, or Pandoc's writer for it, might take a word for more than its letters: it has a sign that is not plain, or
-- begins with one, for at the beginning of a line "-", "+", "=", "/" and "1." begin lists, headings and terms.
local function is_markup(text)
  if not text:match("^%w") or text:match("^%d+%.$") then return true end
  local plain = text:gsub("%f[%w]%w+%-%f[%w]", ""):gsub("[%w,:;%%()!?\128-\255]", "")
  return (plain ~= "" and plain ~= ".") or text:find("[‘’“”]") ~= nil
end

local function as_string(text)
  return pandoc.RawInline("typst", "#" .. typst_string(text) .. ";")
end

local longest_word = 45 -- of running text

local typst_breaks = 16 -- letters of an address between two signs, from which on Typst breaks it anywhere

-- How much of a word Typst takes for an address: it breaks that by itself, so that it can be copied. A sign that no address has,
-- such as {, ends it, and so would a place to break.
local function address_ends(text)
  local signs = "[%w!#$%%&*+,./:;=?@_~'()%[%]-]*"
  local _, ends = text:find("^.-://" .. signs)
  if not ends then _, ends = text:find("^www%." .. signs) end
  return ends or 0
end

-- A word that is longer than what fits may break anywhere, rather than run over what stands beside it; an id may not. An address
-- that Typst does not break by itself may break after each of its signs.
local function breakable(text, longest)
  if #text <= longest or utf8.len(text) <= longest or text:match("^{#") or text:find("\u{200b}", 1, true) then return text end
  local function broken(word)
    return utf8.len(word) > longest and word:gsub(utf8.charpattern, "%0\u{200b}") or word
  end
  if not (text:find("https?://") or text:find("www%.")) then return (broken(text)) end
  local ends = longest >= typst_breaks and address_ends(text) or 0
  local rest = text:sub(ends + 1):gsub("[^%p]+", broken):gsub("%p", "%0\u{200b}")
  return text:sub(1, ends) .. (rest ~= "" and "\u{200b}" or "") .. rest
end

-- Words as they are: Typst reads no markup in a string, and turns no quotation marks.
local literally = {
  Str = function(inline)
    local text = breakable(inline.text, longest_word)
    if is_markup(text) then return as_string(text) end
    if text ~= inline.text then return pandoc.Str(text) end
  end,
  Quoted = function(quoted)
    local before, after = table.unpack(quotes[quoted.quotetype])
    return pandoc.Inlines({ as_string(before) }) .. quoted.content .. { as_string(after) }
  end,
}

local function typst_now(blocks)
  -- Without wrapping: a line that happened to begin with "127." would be read as an item of a list.
  local options = pandoc.WriterOptions({ wrap_text = "wrap-none" })
  blocks = pandoc.Blocks(blocks):walk(literally)
  return (pandoc.write(pandoc.Pandoc(blocks), "typst", options):gsub("^%s+", ""):gsub("%s+$", ""))
end

-- To begin writing costs more than to write, so that blocks are written in one go at the end; until then a mark that is
-- in no text stands for them.
local to_write = pandoc.List({})
local mark

local function typst_of(blocks)
  to_write:insert(blocks)
  return mark .. #to_write .. "."
end

local function write_typst(doc)
  local blocks = pandoc.Blocks({})
  for _, each in ipairs(to_write) do
    blocks:extend(each)
    blocks:insert(pandoc.RawBlock("typst", mark))
  end
  local written = {}
  for text in typst_now(blocks):gmatch("(.-)" .. mark) do
    table.insert(written, (text:gsub("^%s+", ""):gsub("%s+$", "")))
  end
  return doc:walk({
    RawBlock = function(block)
      local text, filled = block.text:gsub(mark .. "(%d+)%.", function(n) return written[tonumber(n)] end)
      if filled > 0 then return raw_typst(text) end
    end,
  })
end

local function typst_inlines(inlines)
  return typst_of({ pandoc.Plain(inlines) })
end

-- Captions ------------------------------------------------------------------------------------------------------

local names = { fig = "Figure", tbl = "Table", data = "Table" }

-- Tables of a chart's data are numbered apart, A1, A2 and so on: they stand elsewhere in print than on the web.
local prefixes = { data = "A" }

-- "Figure 1: " and the caption; the id stands on the label, where links arrive.
local function labelled(id, caption)
  local label = pandoc.Span({ pandoc.Str(places[id].text .. ":") })
  if not typst then
    label.identifier = id
  end
  label.classes:insert("caption-label")
  local inlines = pandoc.Inlines({ label, pandoc.Space() })
  inlines:extend(caption)
  return inlines
end

-- Caption and id of a table: the id is an attribute, or still stands as text at the end of the caption.
local function table_caption(tbl)
  local caption = pandoc.utils.blocks_to_inlines(tbl.caption.long)
  local id = tbl.identifier
  if id == "" and #caption > 0 and caption[#caption].t == "Str" then
    local found = caption[#caption].text:match("^{#(tbl%-[%w%-_]+)}$")
    if found then
      id = found
      caption:remove(#caption)
      if #caption > 0 and caption[#caption].t == "Space" then
        caption:remove(#caption)
      end
    end
  end
  return id, caption
end

-- The image, id and caption of a figure, whether the reader made it a Figure or left a paragraph with one image.
local function figure_parts(block)
  local image
  if block.t == "Figure" then
    block:walk({ Image = function(found) image = image or found end })
    if image then
      local id = block.identifier ~= "" and block.identifier or image.identifier
      return id, image, pandoc.utils.blocks_to_inlines(block.caption.long)
    end
  elseif (block.t == "Para" or block.t == "Plain") and #block.content == 1 and block.content[1].t == "Image" then
    image = block.content[1]
    return image.identifier, image, image.caption
  end
end

-- Numbering -----------------------------------------------------------------------------------------------------

local function number_things(doc)
  doc.blocks:walk({
    Header = function(header)
      top_level = math.min(top_level or header.level, header.level)
    end,
  })
  local function number(id, kind)
    counts[kind] = counts[kind] + 1
    places[id] = { number = counts[kind], text = names[kind] .. "\u{a0}" .. (prefixes[kind] or "") .. counts[kind] }
  end
  local function number_table(kind)
    return function(tbl)
      local id = table_caption(tbl)
      if id:match("^tbl%-") then number(id, kind) end
      return nil, false
    end
  end
  doc.blocks:walk({
    traverse = "topdown",
    Header = function(header)
      if header.level == top_level and not header.classes:includes("unnumbered") then
        counts.chapter = counts.chapter + 1
        places[header.identifier] = { number = counts.chapter, text = "Section\u{a0}" .. counts.chapter }
      else
        places[header.identifier] = { text = "“" .. stringify(header.content) .. "”" }
      end
    end,
    Table = number_table("tbl"),
    Div = function(block)
      if not block.classes:includes("chart-data") then return nil end
      block:walk({ Table = number_table("data") })
      return nil, false
    end,
    Block = function(block)
      local id = figure_parts(block)
      if id and id:match("^fig%-") then
        number(id, "fig")
        return nil, false
      end
    end,
  })
end

local function chapter_number(number)
  if typst then return pandoc.RawInline("typst", "#chapter-number[" .. number .. ".]") end
  return pandoc.Span({ pandoc.Str(number .. ".") }, { class = "header-section-number" })
end

local function heading(header)
  local place = places[header.identifier]
  if place and place.number and header.level == top_level then
    header.content:insert(1, pandoc.Space())
    header.content:insert(1, chapter_number(place.number))
  end
  return header
end

-- Cross-references ----------------------------------------------------------------------------------------------

local function reference(cite)
  local inlines = pandoc.Inlines({})
  for i, citation in ipairs(cite.citations) do
    local place = places[citation.id]
    if not place then return nil end
    if i > 1 then inlines:extend({ pandoc.Str(","), pandoc.Space() }) end
    inlines:insert(pandoc.Link({ pandoc.Str(place.text) }, "#" .. citation.id, "", { class = "xref" }))
  end
  return inlines
end

-- Figures -------------------------------------------------------------------------------------------------------

local function figure(block)
  local id, image, caption = figure_parts(block)
  if not (id and places[id]) then return nil end
  local alt = image.attributes["fig-alt"] or image.attributes.alt or ""
  if typst then
    return raw_typst(string.format(
      "#chart(%s, alt: %s)[%s] <%s>",
      typst_string(image.src), typst_string(alt), typst_inlines(labelled(id, caption)), id
    ))
  end
  -- Pandoc writes the image's caption as its alt text, in HTML and in Word.
  local picture = pandoc.Image({ pandoc.Str(alt) }, image.src)
  if html then
    local line = pandoc.Inlines({ pandoc.RawInline("html", "<figcaption>") })
    line:extend(labelled(id, caption))
    line:insert(pandoc.RawInline("html", "</figcaption>"))
    return {
      pandoc.RawBlock("html", '<figure class="chart">'),
      pandoc.Plain(line),
      pandoc.RawBlock("html", '<div class="picture" role="region" tabindex="0" aria-labelledby="' .. id .. '">'),
      pandoc.Plain({ picture }),
      pandoc.RawBlock("html", "</div>"),
      pandoc.RawBlock("html", "</figure>"),
    }
  end
  picture.attributes.width = "16.5cm"
  return {
    pandoc.Div({ pandoc.Plain(labelled(id, caption)) }, { ["custom-style"] = "Image Caption" }),
    pandoc.Div({ pandoc.Plain({ picture }) }, { ["custom-style"] = "Figure" }),
  }
end

-- Tables --------------------------------------------------------------------------------------------------------

local aligns = { AlignLeft = "left", AlignRight = "right", AlignCenter = "center", AlignDefault = "left" }

local most_rows_whole, most_letters_whole = 12, 1500 -- of a table that stays on one page; word_tables.py has the same

local letters_across = 90 -- of a table's small text, on the width of a page
local longest_english_word = 18

-- A word that is longer than its column breaks after its signs, at a space of next to nothing, which is not copied with it.
local function within_column(text, longest)
  if #text <= longest or utf8.len(text) <= longest or text:find("\u{200b}", 1, true) then return nil end
  if text:find("//", 1, true) then return pandoc.Str(breakable(text, longest)) end
  local pieces = pandoc.Inlines({})
  for piece in text:gsub("[@._-]", "%0\0"):gmatch("[^\0]+") do
    if #pieces > 0 then pieces:insert(pandoc.RawInline("typst", "#h(0.001pt);")) end
    pieces:insert(pandoc.Str(breakable(piece, longest)))
  end
  return pieces
end

local function row_length(row)
  local length = 0
  for _, cell in ipairs(row.cells) do length = math.max(length, #stringify(cell.contents)) end
  return length
end

local function typst_table(tbl, id, caption)
  local widths, alignment, longest = {}, {}, {}
  for _, spec in ipairs(tbl.colspecs) do
    table.insert(widths, spec[2] and string.format("%.3ffr", spec[2] * 100) or "auto")
    table.insert(longest, math.max(longest_english_word, math.floor(letters_across * (spec[2] or 1 / #tbl.colspecs))))
    table.insert(alignment, aligns[spec[1]])
  end
  local head = pandoc.List({ tbl.head.rows[1] })
  local rows = pandoc.List({})
  for _, body in ipairs(tbl.bodies) do rows:extend(body.body) end
  local length = 0
  local function cells(row)
    local letters = row_length(row)
    length = length + letters
    local breakable = letters > most_letters_whole and "true" or "false" -- a row stays whole unless it could outgrow a page
    local out = row.cells:map(function(cell, column)
      local contents = cell.contents:walk({ Str = function(inline) return within_column(inline.text, longest[column]) end })
      return "table.cell(breakable: " .. breakable .. ")[" .. typst_of(contents) .. "]"
    end)
    return table.concat(out, ", ")
  end
  local header = head[1] and cells(head[1]) or ""
  length = 0
  local lines = rows:map(function(row) return "  " .. cells(row) .. "," end)
  local whole = #rows <= most_rows_whole and length <= most_letters_whole
  return raw_typst(string.format(
    "#data-table(whole: %s, columns: (%s,), align: (%s,), caption: [%s], header: (%s,),\n%s\n) <%s>",
    whole and "true" or "false", table.concat(widths, ", "), table.concat(alignment, ", "), typst_inlines(labelled(id, caption)),
    header, table.concat(lines, "\n"), id
  ))
end

-- Whether a cell holds more than a few words: such a table scrolls on a phone where one of figures fits.
local function has_long_text(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        if #stringify(cell.contents) > 60 then return true end
      end
    end
  end
  return #tbl.colspecs > 6
end

-- A table with the words broken that are longer than the columns of their cell.
local function with_words_in_columns(tbl)
  local taken = {} -- column -> how many rows below this one a cell above still fills
  local function set_row(row)
    local column = 1
    for _, cell in ipairs(row.cells) do
      while (taken[column] or 0) > 0 do column = column + 1 end
      local width = 0
      for at = column, column + cell.col_span - 1 do
        width = width + (tbl.colspecs[at] and tbl.colspecs[at][2] or 1 / #tbl.colspecs)
        taken[at] = cell.row_span
      end
      local longest = math.max(4, math.floor(letters_across * width))
      cell.contents = cell.contents:walk({ Str = function(inline) return pandoc.Str(breakable(inline.text, longest)) end })
      column = column + cell.col_span
    end
    for at, rows in pairs(taken) do taken[at] = math.max(0, rows - 1) end
    return row
  end
  tbl.head.rows = pandoc.List(tbl.head.rows):map(set_row)
  for _, body in ipairs(tbl.bodies) do body.body = pandoc.List(body.body):map(set_row) end
  return tbl
end

-- A table of a member's statement or of the board's own text, as its author made it; many columns are set smaller.
local function typst_plain_table(tbl)
  local columns = #tbl.colspecs
  local made = typst_now({ with_words_in_columns(tbl) })
  made = made:gsub("align%(center%)", "align(left)", 1)
  if columns > 8 then made = "#[\n#show table: set text(size: 7pt)\n#set table(inset: 2pt)\n" .. made .. "\n]" end
  return raw_typst(made)
end

-- The same on the web, with a way to scroll it.
local function plain_table(tbl)
  if typst then return typst_plain_table(tbl) end
  if not html then return nil end
  local first = tbl.head.rows[1] or (tbl.bodies[1] and tbl.bodies[1].body[1])
  local words = {}
  for _, cell in ipairs(first and first.cells or {}) do
    for _, block in ipairs(cell.contents) do table.insert(words, stringify(block)) end
  end
  local label = ("Table: " .. table.concat(words, " ")):sub(1, 90):gsub("[^%g ]", ""):gsub('[&<>"]', " ")
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
  end
  local class = has_long_text(tbl) and "table text" or "table"
  return {
    pandoc.RawBlock("html", '<div class="' .. class .. '" role="region" tabindex="0" aria-label="' .. label .. '">'),
    tbl,
    pandoc.RawBlock("html", "</div>"),
  }
end

-- What parts two lists; Typst would go on counting.
local function list_break()
  return typst and raw_typst("#block(height: 0pt, above: 1.05em, below: 0pt)") or {}
end

-- A picture of an authored text, which the kit has drawn anew: as wide as its author made it, and no wider than the text.
local function authored_picture(image)
  if not image.classes:includes("authored-picture") then return nil end
  local alt, width = image.attributes["fig-alt"] or "", image.attributes.width or "16cm"
  if typst then
    local call = "#box(image(%s, alt: %s, width: %s))"
    return pandoc.RawInline("typst", call:format(typst_string(image.src), typst_string(alt), width))
  end
  if docx then return pandoc.Image({ pandoc.Str(alt) }, image.src, "", { width = width }) end
  local pixels = math.floor(tonumber(width:match("^[%d.]+")) / 2.54 * 96 + 0.5)
  local escaped = alt:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"):gsub(">", "&gt;")
  local tag = '<img src="%s" alt="%s" class="authored-picture" width="%d">'
  return pandoc.RawInline("html", tag:format(image.src, escaped, pixels))
end

-- A page takes a list's brackets from its style sheet: HTML has no word for them.
local brackets = { OneParen = "one", TwoParens = "two" }
local numbers = { LowerAlpha = "lower-alpha", UpperAlpha = "upper-alpha", LowerRoman = "lower-roman", UpperRoman = "upper-roman" }

local function bracketed(list)
  local sides = brackets[list.listAttributes.delimiter]
  return sides and pandoc.Div({ list }, { class = (numbers[list.listAttributes.style] or "decimal") .. "-" .. sides })
end

local function data_table(tbl)
  local id, caption = table_caption(tbl)
  if not places[id] then return plain_table(tbl) end
  if typst then return typst_table(tbl, id, caption) end
  tbl.identifier = ""
  tbl.caption.long = { pandoc.Plain(labelled(id, caption)) }
  for _, row in ipairs(tbl.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attributes.scope = "col" end
  end
  for _, body in ipairs(tbl.bodies) do
    body.row_head_columns = 1
    for _, row in ipairs(body.body) do row.cells[1].attributes.scope = "row" end
  end
  if html then
    local class = has_long_text(tbl) and "table text" or "table"
    return {
      pandoc.RawBlock("html", '<div class="' .. class .. '" role="region" tabindex="0" aria-labelledby="' .. id .. '">'),
      tbl,
      pandoc.RawBlock("html", "</div>"),
    }
  end
  return tbl
end

-- The data of a chart: folded below it on the web, gathered where the appendix has a place for them in print.
local function folded(block)
  local summary = "Data of " .. places[block.attributes.behind].text
  block:walk({
    Table = function(tbl) summary = summary .. " (" .. places[table_caption(tbl)].text .. ")" end,
  })
  local blocks = pandoc.Blocks({})
  blocks:insert(pandoc.RawBlock("html", '<details class="chart-data"><summary>' .. summary .. "</summary>"))
  blocks:extend(block.content:walk({ traverse = "topdown", Table = function(tbl) return data_table(tbl), false end }))
  blocks:insert(pandoc.RawBlock("html", "</details>"))
  return blocks
end

-- What introduces the data of charts goes where there are none.
local function introduce_data(doc)
  return doc:walk({
    Div = function(block)
      if block.classes:includes("data-tables") and counts.data == 0 then return {} end
    end,
  })
end

local function gather_data(doc)
  local found = pandoc.Blocks({})
  local has_place = false
  doc.blocks:walk({ Div = function(block) has_place = has_place or block.classes:includes("data-tables") end })
  return doc:walk({
    Div = function(block)
      if block.classes:includes("chart-data") then
        if not has_place then return block.content end
        found:extend(block.content)
        return {}
      end
    end,
  }):walk({
    Div = function(block)
      if block.classes:includes("data-tables") then return block.content .. found end
    end,
  })
end

-- Divs ----------------------------------------------------------------------------------------------------------

local word_styles = {
  ["key-figure-value"] = "Key Figure",
  ["key-figure-label"] = "Key Figure Label",
  ["key-figure-change"] = "Key Figure Change",
  signature = "Signature",
  ["chart-note"] = "Chart Note",
  panel = "Panel",
  ["pull-out"] = "Pull-out",
}

-- Classes whose blocks go to the function of report.typ that has their name.
local typst_blocks = { signature = true, ["chart-note"] = true, ["pull-out"] = true }

local function typst_card(card)
  local parts = {}
  for _, part in ipairs(card.content) do
    table.insert(parts, string.format("%s: [%s]", part.classes[1]:gsub("key%-figure%-", ""), typst_of(part.content)))
  end
  return "key-figure(" .. table.concat(parts, ", ") .. ")"
end

local function div(block)
  local class = block.classes[1] or ""
  if class == "chart-data" then return folded(block), false end
  if class == "apart" then return list_break() end
  if class:match("^callout%-") then
    local blocks = block.content:clone()
    if blocks[1] and blocks[1].t == "Header" then blocks[1] = pandoc.Para({ pandoc.Strong(blocks[1].content) }) end
    if typst then return raw_typst("#panel[" .. typst_of(blocks) .. "]") end
    return pandoc.Div(blocks, docx and { ["custom-style"] = "Panel" } or { class = "panel" })
  end
  if typst and class == "key-figures" then
    return raw_typst("#key-figures(\n  " .. table.concat(block.content:map(typst_card), ",\n  ") .. ",\n)")
  end
  if typst and typst_blocks[class] then
    return raw_typst("#" .. class .. "[" .. typst_of(block.content) .. "]")
  end
  if docx and word_styles[class] then
    return pandoc.Div(block.content, { ["custom-style"] = word_styles[class] })
  end
  if docx and (class == "key-figures" or class == "key-figure") then return block.content end
end

-- Numbers -------------------------------------------------------------------------------------------------------

-- In Word and PDF a number is just a number. In HTML it can be pointed at or tabbed to, and then what stands behind
-- it shows: provenance.json, written beside the report, has a sentence for each. The inner <span> lets report.css take
-- numbers out of the order of tabbing until the reader asks for them.
local function without_source(inline)
  if inline.classes:includes("fact") then return inline.content end
end

-- Where a cell of an extract begins a new line.
local function line_break(inline)
  if inline.classes:includes("line-break") then return pandoc.LineBreak() end
end

local function drawn(inline)
  if inline.classes:includes("status-mark") then
    return pandoc.RawInline("typst", "#status-mark(" .. typst_string(stringify(inline)) .. ");")
  end
end

local function read_sources()
  local file = io.open("provenance.json")
  if not file then return {} end
  local sources = pandoc.json.decode(file:read("a"))
  file:close()
  return sources
end

local function with_source(sources)
  local count = 0
  return function(inline)
    local source = inline.classes:includes("fact") and sources[inline.attributes.key]
    if not source then return nil end
    count = count + 1
    local id = "source-" .. count
    local opening = string.format('<span class="fact" data-key="%s" tabindex="0" aria-describedby="%s"><span>', inline.attributes.key, id)
    local inlines = pandoc.Inlines({ pandoc.RawInline("html", opening) })
    inlines:extend(inline.content)
    inlines:insert(pandoc.RawInline("html", '</span></span><span class="source" role="tooltip" id="' .. id .. '">'))
    inlines:insert(pandoc.Str(source))
    inlines:insert(pandoc.RawInline("html", "</span>"))
    return inlines
  end
end

-- Direction ------------------------------------------------------------------------------------------------------

-- Whether a text may hold a letter of a script that runs from right to left: by the bytes that these begin with.
local function may_turn(text)
  return text:find("[\xd6-\xdf\xef]") ~= nil
end

-- Whether a paragraph's first letter is of a script that runs from right to left, such as Arabic or Hebrew.

local function from_right_to_left(text)
  if not may_turn(text) then return false end
  for _, point in utf8.codes(text, true) do
    if point >= 0x590 and point <= 0x8ff or point >= 0xfb1d and point <= 0xfdff or point >= 0xfe70 and point <= 0xfefc then return true end
    local sign = point >= 0x2000 and point < 0x2c00 or point >= 0xfe00 and point < 0xfe10 -- and the mark that gives one its colours
    local letter = point < 0x80 and utf8.char(point):match("%a") or point >= 0xc0 and not sign
    if letter then return false end
  end
  return false
end

-- Typst is told; browsers find it out themselves, and word_letters.py tells Word. An id at the end of a caption stays there.
local function in_its_direction(block)
  local last = block.content[#block.content]
  if last and (last.t == "Image" or last.t == "Str" and last.text:match("^{#")) or not from_right_to_left(stringify(block.content)) then return nil end
  block.content:insert(1, pandoc.RawInline("typst", "#[#set text(dir: rtl); "))
  block.content:insert(pandoc.RawInline("typst", "]"))
  return block
end

-- A list whose first words run from right to left has its marks at the right.
local function list_in_its_direction(list)
  local first = list.content[1] and list.content[1][1]
  if not (first and from_right_to_left(stringify({ first }))) then return nil end
  return { pandoc.RawBlock("typst", "#[#set text(dir: rtl)"), list, pandoc.RawBlock("typst", "]") }
end

-- Pandoc sets no numbers for a list of 1, 2, 3, which so takes the letters and the beginning of the list that it stands in.
local function counted_anew(blocks, within_another)
  return blocks:walk({
    traverse = "topdown",
    OrderedList = function(list)
      local numbered = list.start == 1
        and (list.style == "Decimal" or list.style == "DefaultStyle")
        and (list.delimiter == "Period" or list.delimiter == "DefaultDelim")
      for at, item in ipairs(list.content) do list.content[at] = counted_anew(item, not numbered) end
      if not (numbered and within_another) then return list, false end
      local begin = pandoc.RawBlock("typst", '#block[\n#set enum(numbering: "1.", start: 1)')
      return { begin, list, pandoc.RawBlock("typst", "]") }, false
    end,
  })
end

-- What would be passed on to a format as it stands is text instead, should a kind's _quarto.yml let it be read.
local raw_as_text = {
  RawBlock = function(block) return pandoc.Para({ pandoc.Str(block.text) }) end,
  RawInline = function(inline) return pandoc.Str(inline.text) end,
}

-- Quarto looks for shortcodes in metadata once more, after its words have been unescaped: what looks like one is text there
-- too. It goes by a piece that ends with "{{<", and one that begins with ">}}".
local function in_pieces(inline)
  local pieces = pandoc.Inlines({})
  for piece in inline.text:gsub("{<", "{\0<"):gsub(">}", ">\0}"):gmatch("[^\0]+") do pieces:insert(pandoc.Str(piece)) end
  return pieces
end

function Pandoc(doc)
  doc.meta = pandoc.Pandoc({}, doc.meta):walk({ Str = in_pieces }).meta
  doc = doc:walk({ Span = line_break })
  number_things(doc)
  doc = introduce_data(doc)
  if not html then doc = gather_data(doc) end
  local words = typst and stringify(doc.blocks)
  local turned = typst and may_turn(words)
  doc = doc:walk({
    Cite = reference,
    Span = not html and without_source or nil,
    Header = heading,
    Image = authored_picture,
    OrderedList = html and bracketed or turned and list_in_its_direction or nil,
    Para = turned and in_its_direction or nil,
    Plain = turned and in_its_direction or nil,
    BulletList = turned and list_in_its_direction or nil,
    RawBlock = raw_as_text.RawBlock,
    RawInline = raw_as_text.RawInline,
  })
  if typst then
    mark = pandoc.utils.sha1(words)
    doc = doc:walk({ Span = drawn })
    doc.blocks = counted_anew(doc.blocks, false)
  end
  doc = doc:walk({
    traverse = "topdown",
    Table = function(tbl) return data_table(tbl), false end,
    Figure = function(block) return figure(block), false end,
    Para = figure,
    Plain = figure,
    Div = div,
  })
  if html then return doc:walk({ Span = with_source(read_sources()) }) end
  if not typst then return doc end
  doc = write_typst(doc)
  for _, name in ipairs({ "title", "subtitle" }) do doc.meta[name] = pandoc.Inlines(doc.meta[name]):walk(literally) end
  return pandoc.Pandoc(doc.blocks:walk(literally), doc.meta)
end
