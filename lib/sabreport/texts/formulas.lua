-- A formula as one line of plain characters: nothing in authored text is set as mathematics.
--
-- Fractions, powers, what stands below and roots are written with signs: (a + b) / c, x^2, x_(i + 1), √(16 + x). A formula
-- that no line can say, such as a matrix, is told of: no name of a command is ever printed.

local SPACES = { [","] = " ", [":"] = " ", [";"] = " ", [" "] = " ", ["!"] = "", ["\n"] = " " }
local TRANSPARENT = { text = 1, operatorname = 1, boxed = 1 } -- what is within stands as it is
local UNSEEN = { left = 1, right = 1, limits = 1, nolimits = 1, displaystyle = 1 }
local LETTERS = { varsigma = "ς", varrho = "ϱ", sim = "~" } -- for which Pandoc has letters of mathematics alone
local OPERATORS = { "%s[-+*/=<>]%s", "%s±%s", "%s×%s", "%s÷%s", "%s≤%s", "%s≥%s", "%s≠%s", "%s≈%s", "%s⋅%s", "%s→%s" }

local function trimmed(said)
  return (said:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

local function adds_up(said)
  for _, sign in ipairs(OPERATORS) do
    if said:find(sign) then return true end
  end
  return false
end

-- Brackets tell where a part ends that has more than one piece.
local function within(said, has_pieces)
  said = trimmed(said)
  if said:match("^%b()$") or not (has_pieces or adds_up(said)) then return said end
  return "(" .. said .. ")"
end

local function in_script(said)
  return within(said, trimmed(said):find("[%s%^_]"))
end

local function below_root(said)
  return within(said, not trimmed(said):match("^[%d.]+$") and utf8.len(trimmed(said)) ~= 1)
end

-- The sign or letter that a command stands for; nil where it stands for none.
local function sign_of(command)
  local maths = pandoc.Plain({ pandoc.Math("InlineMath", "\\" .. command) })
  local said = LETTERS[command] or pandoc.write(pandoc.Pandoc({ maths }), "plain"):gsub("\u{2006}", ""):gsub("%s+$", "")
  if said ~= "" and not said:find("\\", 1, true) then return said end
end

-- A formula of TeX as Pandoc writes it from a file, in one line; nil where none can say it.
return function(text)
  local at, one_line, part, command = 1, true, nil, nil

  -- What the next braces hold, or the next sign where there are none.
  local function argument()
    at = at + #text:match("^%s*", at)
    if text:sub(at, at) == "{" then
      at = at + 1
      local said = part("}")
      at = at + 1
      return said
    end
    local sign = text:match("^" .. utf8.charpattern, at) or ""
    at = at + #sign
    return sign == "\\" and command() or sign
  end

  -- The space after a letter ends the name of its command where another letter follows.
  local function pass_to_letter()
    local after = text:match("^%s+()", at)
    local name = after and text:match("^\\(%a+)", after)
    local following = name and (sign_of(name) or "") or after and text:sub(after, after) or ""
    if following:match("^[%w\xCD-\xD5]") then at = after end
  end

  command = function()
    local name = text:match("^%a+", at)
    if not name then
      local sign = text:match("^" .. utf8.charpattern, at) or ""
      at = at + #sign
      one_line = one_line and sign ~= "\\"
      return sign == "|" and "‖" or SPACES[sign] or sign
    end
    at = at + #name
    if TRANSPARENT[name] or name:match("^math%a+$") or name:match("^text%a+$") then return argument() end
    if UNSEEN[name] then
      if text:sub(at, at) == "." then at = at + 1 end
      return ""
    end
    if name == "frac" then
      local top = within(argument())
      return top .. " / " .. within(argument()), true
    end
    if name == "sqrt" then
      one_line = one_line and text:sub(at, at) ~= "["
      local root = argument()
      return "√" .. (root == "" and "" or below_root(root) .. "\2")
    end
    if name == "hat" and text:match("^{}", at) then
      at = at + 2
      return "^"
    end
    local said = sign_of(name) or ""
    one_line = one_line and said ~= ""
    if said:match("^[\xCD-\xCF]") or said == "£" then pass_to_letter() end
    return (said:match("^%a%a") and "\2" or "") .. said
  end

  -- What stands until a sign. \2 parts two pieces that would be read as one.
  part = function(closing)
    local out, fractions = {}, {}
    while at <= #text and text:sub(at, at) ~= closing do
      local sign = text:match("^" .. utf8.charpattern, at)
      local said, is_fraction = sign, false
      if sign == "{" then
        said = argument()
        if text:match("^[%^_]", at) then said = in_script(said) end
      else
        at = at + #sign
        one_line = one_line and sign ~= "&"
        if sign == "\\" then said, is_fraction = command() end
      end
      if sign == "^" or sign == "_" then
        said = trimmed(argument())
        said = said == "∘" and "°" or said == "" and "" or sign .. in_script(said) .. "\2"
      end
      table.insert(out, said)
      if is_fraction then table.insert(fractions, #out) end
    end
    for _, i in ipairs(fractions) do
      local beside = (out[i - 1] or ""):match("[%w)\128-\255]$") or (out[i + 1] or ""):match("^[%w(%^_%%\128-\255]")
      if beside then out[i] = "(" .. out[i] .. ")" end
    end
    return (table.concat(out):gsub("([%w)\128-\255])\2+%f[%w(\128-\255]", "%1 "):gsub("\2", ""))
  end

  local said = part("")
  return one_line and trimmed(said) or nil
end
