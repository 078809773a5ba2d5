1;
function text = encode(value)
  if ischar(value)
    text = ["\"s" sprintf("%02x", uint8(value)) "\""];
  elseif islogical(value)
    text = {"\"f\"", "\"t\""}{value + 1};
  elseif isnumeric(value)
    text = sprintf("\"d%.17g\"", value);
  elseif iscell(value)
    text = ["[" strjoin(cellfun(@encode, value, "UniformOutput", false), ",") "]"];
  else
    pairs = cellfun(@(k, v) [encode(k) ":" encode(v)], keys(value), values(value), "UniformOutput", false);
    text = ["{" strjoin(pairs, ",") "}"];
  end
end
function show(value)
  printf("%s\n", encode(value));
end

