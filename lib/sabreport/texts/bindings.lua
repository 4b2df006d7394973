-- Names in double braces, for which a number is printed: each as one element, and what is left of braces.

-- Spaces of every kind as those of the keyboard, byte by byte.
local function plain_spaces(said)
  said = said:gsub("\u{a0}", "  "):gsub("\xe2\x80[\x80-\x8b\xaf]", "   ") -- U+2000 to U+200B, of which U+2002 is the en space
  return (said:gsub("\u{1680}", "   "):gsub("\u{205f}", "   "):gsub("\u{3000}", "   "))
end

-- The words of inlines one after another, and where each begins; what can be in no binding is a mark that is in no text.
local function in_a_row(inlines)
  local said, starts, at = {}, {}, 1
  for i, inline in ipairs(inlines) do
    local words = inline.text or inline.content and pandoc.utils.stringify(inline.content) or " "
    if inline.t == "RawInline" or inline.t == "Note" then words = "\0" end
    starts[i] = at
    said[i] = words
    at = at + #words
  end
  return plain_spaces(table.concat(said)), starts, said
end

-- A name in double braces is one element, however its letters are set; carried.lua writes it as it stands.
local function bound(inlines)
  for i, inline in ipairs(inlines) do
    if inline.t == "Code" and inline.text:match("{{.*}}") then inlines[i] = pandoc.Str(inline.text) end
  end
  local row, starts, said = in_a_row(inlines)
  if not row:find("{%s*{") then return nil end
  local out, i, kept = pandoc.Inlines({}), 1, 0 -- kept: how much of the element i is dealt with
  local function keep_until(position)
    while i <= #inlines and starts[i] + #said[i] <= position do
      if kept == 0 then out:insert(inlines[i]) elseif kept < #said[i] then out:insert(pandoc.Str(said[i]:sub(kept + 1))) end
      i, kept = i + 1, 0
    end
    if i <= #inlines and position > starts[i] + kept then
      out:insert(pandoc.Str(said[i]:sub(kept + 1, position - starts[i])))
      kept = position - starts[i]
    end
  end
  local function cuts(position)
    for each = 1, #inlines do
      if position > starts[each] and position < starts[each] + #said[each] then return inlines[each].t ~= "Str" end
    end
    return false
  end
  local from = 1
  while true do
    local first, last, inner = row:find("{%s*{([^{}<>%z]*)}%s*}", from)
    if not first then break end
    from = last + 1
    local whole = row:sub(first - 1, first - 1) ~= "{" and row:sub(last + 1, last + 1) ~= "}"
    if whole and not cuts(first) and not cuts(last + 1) then
      keep_until(first)
      out:insert(pandoc.RawInline("markdown", "{{ " .. inner:gsub("\\", ""):gsub("^%s+", ""):gsub("%s+$", ""):gsub("%s*|%s*", " \\| ") .. " }}"))
      while i <= #inlines and starts[i] + #said[i] <= last + 1 do i, kept = i + 1, 0 end
      if i <= #inlines and starts[i] <= last then kept = last + 1 - starts[i] end
    end
  end
  keep_until(#row + 1)
  return out
end

-- Braces that would be printed and were meant for a name: two of them, or one at each end of what looks like a name.
local function left_over(doc)
  local found = pandoc.List({})
  local function look(block)
    local row = in_a_row(block.content)
    for _, mark in ipairs({ "{%s*{[^<%%]", "{%s*{$", "[^>%%]}%s*}", "^}%s*}", "{%s*[%w_-]+%.[%w_.-]*[%w_-]%s*}" }) do
      local at = row:find(mark)
      if at then
        found:insert(row:sub(math.max(1, at - 20), at + 40))
        return
      end
    end
  end
  doc:walk({ Para = look, Plain = look, Header = look })
  return found
end

return { plain_spaces = plain_spaces, bound = bound, left_over = left_over }
