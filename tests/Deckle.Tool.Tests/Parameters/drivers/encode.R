hex <- function(text) paste0("\"s", paste(format(as.hexmode(as.integer(charToRaw(enc2utf8(text)))), width = 2), collapse = ""), "\"")
encode <- function(value) {
  if (is.null(value)) return("\"n\"")
  if (is.list(value)) {
    items <- vapply(value, encode, "")
    if (is.null(names(value)) || length(value) == 0) return(paste0("[", paste(items, collapse = ","), "]"))
    return(paste0("{", paste(vapply(names(value), hex, ""), items, sep = ":", collapse = ","), "}"))
  }
  if (is.logical(value)) return(if (value) "\"t\"" else "\"f\"")
  if (is.numeric(value)) return(sprintf("\"d%s\"", if (is.nan(value)) "nan" else sprintf("%.17g", value)))
  if (nchar(value, "bytes") == 0) "\"s\"" else hex(value)
}
show <- function(value) cat(encode(value), "\n", sep = "")

