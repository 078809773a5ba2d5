function encode(value) {
  if (value === null) return '"n"';
  switch (typeof value) {
    case "boolean": return value ? '"t"' : '"f"';
    case "bigint": return `"i${value}"`;
    case "number": return `"d${Object.is(value, -0) ? "-0" : value}"`;
    case "string": return units(value);
  }
  if (Array.isArray(value)) return `[${value.map(encode).join(",")}]`;
  return `{${Object.entries(value).map(([k, v]) => `${units(k)}:${encode(v)}`).join(",")}}`;
}
function units(text) {
  return `"u${text.split("").map((c) => c.charCodeAt(0).toString(16).padStart(4, "0")).join("")}"`;
}
function show(value) {
  console.log(encode(value));
}
