# What the program that runs this notebook does for it, as far as its policy allows: hermes$read_file("data/prices.csv").
# A list of functions on the search path. Errors are conditions of the classes hermes_denied, hermes_not_found, ... and hermes_error.
invisible(tryCatch(if (!"deckle:hermes" %in% search()) local({
  mark <- "deckle:host-tool/1 "
  count <- 0L
  process <- Sys.getpid()

  kinds <- c(
    "host-tool-denied" = "hermes_denied", "host-tool-not-found" = "hermes_not_found", "host-file-not-found" = "hermes_not_found",
    "host-tool-timeout" = "hermes_timed_out", "host-tool-too-large" = "hermes_too_large", "host-tool-interrupted" = "hermes_interrupted",
    "host-tools-off" = "hermes_unavailable"
  )

  fail <- function(message, code, tool) {
    kind <- unname(kinds[code])
    stop(structure(
      class = c(if (!is.na(kind)) kind, "hermes_error", "error", "condition"),
      list(message = message, call = NULL, code = code, tool = tool)
    ))
  }

  exchange <- function(request) {
    # IRkernel puts its own readline, which asks over the stdin channel, in the place of base's while a cell runs.
    ask <- function(request) base::readline(paste0(mark, jsonlite::toJSON(request, auto_unbox = TRUE, null = "null", digits = NA)))
    pieces <- character()
    reply <- ask(request)
    for (strays in 0:200) {
      repeat {
        feed <- regexpr("\n", reply, fixed = TRUE)
        head <- strsplit(substr(reply, 1L, feed - 1L), " ", fixed = TRUE)[[1L]]
        if (length(head) != 3L || head[[1L]] != request$id || head[[2L]] != as.character(length(pieces))) break
        pieces <- c(pieces, substr(reply, feed + 1L, nchar(reply)))
        if (length(pieces) >= as.integer(head[[3L]])) return(paste(pieces, collapse = ""))
        reply <- ask(list(op = "more", id = request$id, part = length(pieces)))
      }
      # The answer to a question that was interrupted. Ours is behind it: nothing is dropped here.
      reply <- ask(list(op = "wait", id = request$id))
    }
    stop("what answers is not the program that offers tools")
  }

  call_tool <- function(tool, arguments) {
    # A child would write into its parent's sockets, and wait for an answer that the parent gets.
    if (Sys.getpid() != process) {
      fail("tools can be called in the kernel's own process only, not in one that it forked", "host-tools-off", tool)
    }
    count <<- count + 1L
    id <- sprintf("%x-%x-%d", Sys.getpid(), as.integer(as.numeric(Sys.time()) %% 2^30), count)
    arguments <- arguments[!vapply(arguments, is.null, TRUE)]
    if (length(arguments) == 0L) arguments <- structure(list(), names = character())
    answer <- jsonlite::fromJSON(exchange(list(op = "call", id = id, tool = tool, arguments = arguments)), simplifyVector = FALSE)
    if (is.null(answer$error)) return(answer$value)
    fail(paste(c(answer$error$message, answer$error$help), collapse = "\n"), answer$error$code, tool)
  }

  text_of <- function(value) rawToChar(jsonlite::base64_dec(value$base64))

  hermes <- list(
    terminal = function(cmd, timeout = NULL, cwd = NULL, input = NULL) {
      call_tool("terminal", list(cmd = if (length(cmd) > 1L || is.list(cmd)) as.list(cmd) else cmd, timeout = timeout, cwd = cwd, input = input))
    },
    read_file = function(path, binary = FALSE) {
      value <- call_tool("read_file", list(path = path, binary = TRUE))
      if (binary) return(jsonlite::base64_dec(value$base64))
      text <- text_of(value)
      Encoding(text) <- "UTF-8"
      text
    },
    write_file = function(path, content, append = FALSE) {
      # Text goes as text: a secret in it is masked on its way, and in Base64 nothing would be left of the rest.
      text <- if (is.raw(content)) NA else enc2utf8(paste(content, collapse = "\n"))
      if (!is.na(text) && validUTF8(text)) return(call_tool("write_file", list(path = path, content = text, append = append)))
      bytes <- if (is.raw(content)) content else charToRaw(text)
      call_tool("write_file", list(path = path, base64 = gsub("\n", "", jsonlite::base64_enc(bytes), fixed = TRUE), append = append))
    },
    list_files = function(path = ".", pattern = NULL, recursive = FALSE) {
      unlist(call_tool("list_files", list(path = path, pattern = pattern, recursive = recursive)))
    },
    web_fetch = function(url, headers = NULL, timeout = NULL) {
      value <- call_tool("web_fetch", list(url = url, headers = as.list(headers), timeout = timeout))
      if (!is.null(value$base64)) {
        value$content <- jsonlite::base64_dec(value$base64)
        value$base64 <- NULL
      }
      value
    },
    web_search = function(query, limit = 5) call_tool("web_search", list(query = query, limit = limit)),
    call = function(tool, ...) call_tool(tool, list(...)),
    tools = function() call_tool("tools", list())
  )

  do.call("attach", list(list(hermes = hermes), name = "deckle:hermes", warn.conflicts = FALSE))
}), error = function(e) NULL))
