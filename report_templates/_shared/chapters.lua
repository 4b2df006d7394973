-- What makes chapters of a report, after report.lua has numbered and laid out what is in them.
--
-- PDF: where a chapter begins, and the first paragraph of it. Web page: headings that
-- are links to themselves.

local html = FORMAT:match("html") ~= nil
local typst = FORMAT:match("typst") ~= nil

local function raw(text)
  return pandoc.RawBlock("typst", text)
end

-- Web page ------------------------------------------------------------------------------------------------------

-- A heading's own text links to it; not where it holds a link or a number that can be tabbed to.
local function self_link(header)
  local inner = false
  header:walk({
    Link = function() inner = true end,
    RawInline = function() inner = true end,
    Span = function(span) inner = inner or span.classes:includes("fact") end,
  })
  if header.identifier ~= "" and not inner then
    header.content = { pandoc.Link(header.content, "#" .. header.identifier, "", { class = "self" }) }
    return header
  end
end

-- PDF -----------------------------------------------------------------------------------------------------------

local function chapters_of(blocks)
  local top = math.huge
  for _, block in ipairs(blocks) do
    if block.t == "Header" then top = math.min(top, block.level) end
  end
  local chapters = { pandoc.Blocks({}) }
  for _, block in ipairs(blocks) do
    if block.t == "Header" and block.level == top then table.insert(chapters, pandoc.Blocks({})) end
    chapters[#chapters]:insert(block)
  end
  return chapters
end

local function laid_out(blocks)
  local out = pandoc.Blocks({})
  for number, chapter in ipairs(chapters_of(blocks)) do
    if number > 1 then
      out:insert(raw("#chapter-start"))
      out:insert(chapter[1])
      chapter:remove(1)
      if chapter[1] and chapter[1].t == "Para" then
        out:extend({ raw("#lead["), chapter[1], raw("]") })
        chapter:remove(1)
      end
      out:extend(chapter)
    else
      out:extend(chapter)
    end
  end
  return out
end

function Pandoc(doc)
  if html then doc = doc:walk({ Header = self_link }) end
  if typst then doc.blocks = laid_out(doc.blocks) end
  return doc
end
