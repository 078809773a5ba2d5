using System.Text;
using Deckle.Text;

namespace Deckle.Repairing;

/// <summary>
/// Makes JSON of text that nearly is: brackets, commas, colons and quotes that are missing or too many, a file that ends too soon,
/// several files in one. Where more than one mend is possible, the layout of the file and the keys of notebooks decide.
/// What was right keeps its bytes.
/// </summary>
internal sealed class BrokenJsonReader
{
    // JsonReader refuses more, and nothing of a notebook nests so deep.
    private const int MaxDepth = 500;

    private readonly ReadOnlyMemory<byte> source;
    private readonly BrokenJsonScanner scanner;
    private readonly LineIndex lines;
    private readonly List<(int Offset, string What)> notes = [];
    private readonly List<(int Offset, string What)> unplaced = [];
    private readonly List<JsonToken> pieces = [];
    private readonly Stack<JsonFrame> open = [];
    private readonly List<ReadOnlyMemory<byte>> documents = [];
    private JsonFrame? lastClosed;
    private string? before;
    private string? after;
    private bool isCut;

    private BrokenJsonReader(ReadOnlyMemory<byte> source)
    {
        this.source = source;
        scanner = new BrokenJsonScanner(source, notes);
        lines = new LineIndex(source.Span);
    }

    /// <param name="utf8">The text; valid UTF-8 without byte order mark.</param>
    public static MendedJson Read(ReadOnlyMemory<byte> utf8) => new BrokenJsonReader(utf8).Read();

    private bool HasComma => pieces.Count > 0 && pieces[^1].Kind == JsonTokenKind.Comma;

    private MendedJson Read()
    {
        while (true)
        {
            JsonToken token = scanner.Read(open.TryPeek(out JsonFrame? frame) && (frame.ExpectsKey || (IsValueDue(frame) && scanner.IsAtLineEnd)));
            if (token.Kind == JsonTokenKind.End)
            {
                break;
            }

            if (open.Count == 0)
            {
                Outside(token);
            }
            else
            {
                Place(token);
            }
        }

        CloseAll();
        Finish();
        return new MendedJson(documents, Placed(notes), Placed(unplaced), before, after, isCut);
    }

    private static bool IsValueDue(JsonFrame frame) => frame.IsObject && frame.State == JsonFrameState.BeforeValue;

    private TextRepair[] Placed(List<(int Offset, string What)> all) =>
        [.. all.OrderBy(note => note.Offset).Select(note => new TextRepair(lines.LineOf(note.Offset), note.What))];

    private void Note(int offset, string what) => notes.Add((offset, what));

    // Before the first document, or behind one.
    private void Outside(JsonToken token)
    {
        switch (token.Kind)
        {
            case JsonTokenKind.OpenObject:
                Finish();
                if (documents.Count > 0)
                {
                    Note(token.Start, "found another notebook in the file");
                }

                Open(token with { Lead = documents.Count == 0 ? token.Lead : token.Start }, "");
                break;
            case JsonTokenKind.Text when pieces.Count == 0 && documents.Count == 0 && scanner.IsNext(':'):
                Note(token.Start, "put { where the file begins");
                Open(JsonToken.Made(JsonTokenKind.OpenObject, token.Start, "{"u8.ToArray()), "");
                Place(token);
                break;
            case JsonTokenKind.Comma or JsonTokenKind.Text when lastClosed is not null && GoesOn(token):
                Reopen(token.Start);
                Place(token);
                break;
            case JsonTokenKind.CloseArray or JsonTokenKind.CloseObject or JsonTokenKind.Comma or JsonTokenKind.Colon:
                Note(token.Start, $"removed {Shown(token)}, which was too many");
                break;
            default:
                Stray(token);
                break;
        }
    }

    // A root that was closed too soon goes on with a key.
    private bool GoesOn(JsonToken token)
    {
        int at = token.Kind == JsonTokenKind.Comma ? token.End : token.Start;
        int quote = at;
        return scanner.Peek(ref quote) == JsonTokenKind.Text && scanner.IsKeyAt(quote - 1);
    }

    // Text to the next line that begins a notebook, or to the end of the file.
    private void Stray(JsonToken token)
    {
        ReadOnlySpan<byte> rest = source.Span[token.Start..];
        int next = rest.StartsWith("{"u8) ? 0 : rest.IndexOf("\n{"u8);
        int end = next < 0 ? source.Length : token.Start + next + 1;
        string text = Encoding.UTF8.GetString(source.Span[token.Start..end]);
        scanner.At = end;
        if (string.IsNullOrWhiteSpace(text.Trim('\0', '\u001a')))
        {
            Note(token.Start, "removed empty bytes");
        }
        else if (documents.Count == 0 && pieces.Count == 0)
        {
            before += text;
        }
        else
        {
            after += text;
        }
    }

    private void Place(JsonToken token)
    {
        JsonFrame frame = open.Peek();
        switch (token.Kind)
        {
            case not (JsonTokenKind.Comma or JsonTokenKind.Colon or JsonTokenKind.Junk) when WasLeftOpen(frame, token):
                CloseTop(token.Start);
                Place(token);
                break;
            case JsonTokenKind.Comma:
                PlaceComma(frame, token);
                break;
            case JsonTokenKind.Colon when frame.State == JsonFrameState.BeforeColon:
                pieces.Add(token);
                frame.State = JsonFrameState.BeforeValue;
                break;
            case JsonTokenKind.Colon:
                Note(token.Start, "removed a colon too many");
                break;
            case JsonTokenKind.CloseObject or JsonTokenKind.CloseArray:
                PlaceCloser(frame, token);
                break;
            case JsonTokenKind.Junk:
                unplaced.Add((token.Start, $"no place for: {Shown(token)}"));
                break;
            default:
                PlaceValue(frame, token);
                break;
        }
    }

    /// <summary>
    /// Whether the layout says that the innermost bracket was closed before: the piece begins a line that is not indented more than the
    /// line that opened it, although what is in it was.
    /// </summary>
    private bool WasLeftOpen(JsonFrame frame, JsonToken token)
    {
        if (open.Count < 2 || IndentOf(token) is not { } indent || frame.State == JsonFrameState.BeforeColon)
        {
            return false;
        }

        if (token.Kind is JsonTokenKind.CloseArray or JsonTokenKind.CloseObject)
        {
            return frame.IsLaidOut && indent.Length < frame.Indent.Length
                && open.Skip(1).Any(outer => outer.Indent == indent && outer.IsObject == (token.Kind == JsonTokenKind.CloseObject));
        }

        frame.ChildIndent ??= indent;
        bool isKey = token.Kind == JsonTokenKind.Text && scanner.IsNext(':');
        return frame.IsLaidOut && indent.Length <= frame.Indent.Length && open.Skip(1).First().IsObject == isKey;
    }

    private void PlaceComma(JsonFrame frame, JsonToken token)
    {
        if (frame.State is JsonFrameState.BeforeColon or JsonFrameState.BeforeValue && frame.IsObject)
        {
            FillValue(frame, token.Start);
        }

        if (frame.State != JsonFrameState.AfterValue)
        {
            Note(token.Start, "removed a comma too many");
            return;
        }

        pieces.Add(token);
        frame.Next();
    }

    // A key without a value: null is what says so.
    private void FillValue(JsonFrame frame, int at)
    {
        Note(at, $"put null where the value of '{frame.Key}' is missing");
        if (frame.State == JsonFrameState.BeforeColon)
        {
            pieces.Add(JsonToken.Made(JsonTokenKind.Colon, at, ": "u8.ToArray()));
        }

        pieces.Add(JsonToken.Made(JsonTokenKind.Scalar, at, (pieces[^1].Text is null ? " null"u8 : "null"u8).ToArray()));
        frame.State = JsonFrameState.AfterValue;
    }

    private void PlaceCloser(JsonFrame frame, JsonToken token)
    {
        bool isObject = token.Kind == JsonTokenKind.CloseObject;
        if (IsValueDue(frame) && !IsOnNextLine(token))
        {
            // "metadata": },
            PutOpener(frame, isObject ? JsonTokenKind.OpenObject : JsonTokenKind.OpenArray);
            Close(open.Peek(), token);
            return;
        }

        if (frame.IsObject == isObject && !RepeatsLast(frame, token))
        {
            Close(frame, token);
            return;
        }

        if (!isObject && pieces.Count > 2 && pieces[^1].Kind is JsonTokenKind.Text or JsonTokenKind.Scalar && pieces[^2].Kind == JsonTokenKind.Colon && IndentOf(pieces[^1]) is not null)
        {
            // "tags": on one line, "a" on the next, and then ]
            JsonToken item = pieces[^1];
            pieces.RemoveAt(pieces.Count - 1);
            PutOpener(frame, JsonTokenKind.OpenArray);
            pieces.Add(item);
            Close(open.Peek(), token);
            return;
        }

        if (ClosesOuter(token, isObject))
        {
            CloseTop(token.Start);
            Place(token);
            return;
        }

        Note(token.Start, $"removed {Shown(token)}, which was too many");
    }

    // The bracket of the last item once more, where that of its list or object is due.
    private bool RepeatsLast(JsonFrame frame, JsonToken token) =>
        frame.IsLaidOut && lastClosed is { } last && last.IsObject == frame.IsObject && last.Indent != frame.Indent && IndentOf(token) == last.Indent;

    /// <summary>
    /// Whether a bracket that does not fit closes what is around: the one that is missing was forgotten. Else it is too many.
    /// </summary>
    private bool ClosesOuter(JsonToken token, bool isObject)
    {
        if (open.Skip(1).FirstOrDefault(outer => outer.IsObject == isObject) is not { } outer)
        {
            return false;
        }

        if (IndentOf(token) is { } indent && open.Any(frame => frame.Indent != outer.Indent))
        {
            // Laid out as tools do, a bracket stands below the line that opened it.
            return indent == outer.Indent || (indent.Length <= open.Peek().Indent.Length && indent != lastClosed?.Indent && Fits(token, outer));
        }

        return Fits(token, outer);
    }

    // What follows must be able to follow there: a key in an object, a value in a list, the bracket that is due.
    private bool Fits(JsonToken token, JsonFrame closed)
    {
        JsonFrame? around = open.SkipWhile(frame => frame != closed).Skip(1).FirstOrDefault();
        int at = token.End;
        JsonTokenKind next = scanner.Peek(ref at);
        if (around is null)
        {
            return next == JsonTokenKind.End;
        }

        return next switch
        {
            JsonTokenKind.CloseObject => around.IsObject,
            JsonTokenKind.CloseArray => !around.IsObject,
            JsonTokenKind.Comma => scanner.Peek(ref at) is JsonTokenKind.Text && scanner.IsKeyAt(at - 1) == around.IsObject,
            _ => false,
        };
    }

    private void PlaceValue(JsonFrame frame, JsonToken token)
    {
        bool isKey = token.Kind == JsonTokenKind.Text && scanner.IsNext(':');
        if (frame.IsObject)
        {
            PlaceInObject(frame, token, isKey);
        }
        else if (isKey)
        {
            PlaceKeyInList(frame, token);
        }
        else
        {
            Separate(frame, token);
            Add(frame, token);
        }
    }

    private void PlaceInObject(JsonFrame frame, JsonToken token, bool isKey)
    {
        switch (frame.State)
        {
            case JsonFrameState.BeforeValue when isKey && IndentOf(token) is { } indent && indent.Length <= frame.ChildIndent?.Length:
                FillValue(frame, pieces[^1].End);
                PlaceInObject(frame, token, isKey);
                break;
            case JsonFrameState.BeforeValue when isKey:
                PutOpener(frame, JsonTokenKind.OpenObject);
                Place(token);
                break;
            case JsonFrameState.BeforeValue when token.Kind == JsonTokenKind.OpenObject && frame.Key is "cells" or "outputs":
                PutOpener(frame, JsonTokenKind.OpenArray);
                Place(token);
                break;
            case JsonFrameState.BeforeValue:
                Add(frame, token);
                break;
            case JsonFrameState.BeforeColon:
                Note(token.Start, "put a colon between a key and its value");
                pieces.Add(JsonToken.Made(JsonTokenKind.Colon, pieces[^1].End, (token.Lead == token.Start ? ": "u8 : ":"u8).ToArray()));
                frame.State = JsonFrameState.BeforeValue;
                Add(frame, token);
                break;
            case JsonFrameState.AfterValue or JsonFrameState.BeforeKey when isKey:
                PlaceKey(frame, token);
                break;
            default:
                PlaceKeyless(frame, token);
                break;
        }
    }

    // The opening bracket of a key's value, whose contents stand there without it.
    private void PutOpener(JsonFrame frame, JsonTokenKind kind)
    {
        string bracket = kind == JsonTokenKind.OpenArray ? "[" : "{";
        int at = pieces[^1].End;
        Note(at, $"put {bracket} behind '{frame.Key}'");
        Open(JsonToken.Made(kind, at, Encoding.ASCII.GetBytes(pieces[^1].Text is null ? $" {bracket}" : bracket)), LineIndent(at));
    }

    private void PlaceKey(JsonFrame frame, JsonToken token)
    {
        string key = KeyText(token);
        if (frame.Keys.Contains(key) && open.Skip(1).FirstOrDefault() is { IsObject: false } list && StructureKeys.BeginsItem(list.Name, key))
        {
            // Two items of a list in one pair of brackets.
            CloseTop(token.Start);
            PlaceKeyInList(list, token);
            return;
        }

        Separate(frame, token);
        if (!frame.Keys.Add(key))
        {
            unplaced.Add((token.Start, $"the key '{key}' is there twice"));
        }

        pieces.Add(token);
        frame.Key = key;
        frame.State = JsonFrameState.BeforeColon;
    }

    /// <summary>A value in an object where a key is due.</summary>
    private void PlaceKeyless(JsonFrame frame, JsonToken token)
    {
        if (token.Kind == JsonTokenKind.Text && IsValueNext())
        {
            PlaceKey(frame, token);
        }
        else if (token.Kind is JsonTokenKind.Text or JsonTokenKind.Scalar && HasComma && pieces.Count > 3
            && pieces[^2].Kind is JsonTokenKind.Text or JsonTokenKind.Scalar && pieces[^3].Kind == JsonTokenKind.Colon)
        {
            // "source": "a", "b" ]
            frame.State = JsonFrameState.AfterValue;
            Note(pieces[^2].Start, $"put [ behind '{frame.Key}'");
            pieces.Insert(pieces.Count - 2, JsonToken.Made(JsonTokenKind.OpenArray, pieces[^2].Start, " ["u8.ToArray()));
            open.Push(new JsonFrame(isObject: false, frame.Key, frame.Indent) { State = JsonFrameState.BeforeValue });
            Place(token);
        }
        else if (token.Kind == JsonTokenKind.OpenObject && open.Skip(1).FirstOrDefault() is { IsObject: false })
        {
            CloseTop(token.Start);
            Place(token);
        }
        else if (token.Kind == JsonTokenKind.OpenObject && lastClosed is { IsObject: false } && IsClosed(pieces.Count - 1))
        {
            Reopen(token.Start);
            Place(token);
        }
        else
        {
            unplaced.Add((token.Start, $"a value without a key: {Shown(token)}"));
            SkipValue(token);
        }
    }

    private bool IsValueNext()
    {
        int at = scanner.At;
        return scanner.Peek(ref at) is JsonTokenKind.Text or JsonTokenKind.OpenArray or JsonTokenKind.OpenObject or JsonTokenKind.Junk or JsonTokenKind.End;
    }

    // So that what is inside is not taken for keys of the object around.
    private void SkipValue(JsonToken token)
    {
        int depth = token.Kind is JsonTokenKind.OpenArray or JsonTokenKind.OpenObject ? 1 : 0;
        while (depth > 0)
        {
            JsonTokenKind kind = scanner.Read(isKey: false).Kind;
            depth += kind is JsonTokenKind.OpenArray or JsonTokenKind.OpenObject ? 1 : kind is JsonTokenKind.CloseArray or JsonTokenKind.CloseObject ? -1 : 0;
            if (kind == JsonTokenKind.End)
            {
                return;
            }
        }
    }

    /// <summary>A key in a list: an item without its bracket, a list without its own, or an item that was closed too soon.</summary>
    private void PlaceKeyInList(JsonFrame list, JsonToken token)
    {
        string key = KeyText(token);
        if (StructureKeys.BeginsItem(list.Name, key) && !(lastClosed is { IsObject: true } item && IsLastItem() && !item.Keys.Contains(key) && key is not ("cell_type" or "output_type")))
        {
            Separate(list, token);
            Note(token.Start, $"put {{ before '{key}'");
            Open(JsonToken.Made(JsonTokenKind.OpenObject, token.Lead, Encoding.ASCII.GetBytes(token.Lead == token.Start ? "{" : " {")), IndentOf(token) ?? "");
            Place(token);
        }
        else if (lastClosed is { IsObject: true } && IsLastItem() && !(list.Name == "cells" && key is "metadata" or "nbformat" or "nbformat_minor"))
        {
            Reopen(token.Start);
            Place(token);
        }
        else if (open.Count > 1)
        {
            CloseTop(token.Start);
            Place(token);
        }
        else
        {
            unplaced.Add((token.Start, $"a key in a list: {Shown(token)}"));
        }
    }

    private bool IsLastItem() => IsClosed(HasComma ? pieces.Count - 2 : pieces.Count - 1) || (HasComma && IsClosed(pieces.Count - 2));

    private bool IsClosed(int piece) => piece >= 0 && pieces[piece].Kind is JsonTokenKind.CloseArray or JsonTokenKind.CloseObject;

    private void Separate(JsonFrame frame, JsonToken token)
    {
        if (frame.State == JsonFrameState.AfterValue)
        {
            Note(pieces[^1].End, "put a comma that was missing");
            pieces.Add(JsonToken.Made(JsonTokenKind.Comma, pieces[^1].End, (token.Lead == token.Start ? ", "u8 : ","u8).ToArray()));
            frame.Next();
        }
    }

    private void Add(JsonFrame frame, JsonToken token)
    {
        frame.State = JsonFrameState.AfterValue;
        if (token.Kind is JsonTokenKind.OpenArray or JsonTokenKind.OpenObject)
        {
            Open(token, IndentOf(token) ?? LineIndent(token.Start));
        }
        else
        {
            pieces.Add(token);
        }
    }

    private void Open(JsonToken token, string indent)
    {
        if (open.Count >= MaxDepth)
        {
            unplaced.Add((token.Start, $"values nest deeper than {MaxDepth} levels"));
            return;
        }

        string? name = open.TryPeek(out JsonFrame? frame) && frame.IsObject ? frame.Key : null;
        if (frame is not null)
        {
            frame.State = JsonFrameState.AfterValue;
        }

        pieces.Add(token);
        open.Push(new JsonFrame(token.Kind == JsonTokenKind.OpenObject, name, indent));
    }

    private void Close(JsonFrame frame, JsonToken token)
    {
        if (frame.IsObject && frame.State is JsonFrameState.BeforeColon or JsonFrameState.BeforeValue)
        {
            FillValue(frame, pieces[^1].End);
        }

        RemoveComma();
        pieces.Add(token);
        lastClosed = open.Pop();
    }

    private void RemoveComma()
    {
        if (HasComma)
        {
            if (pieces[^1].Text is null)
            {
                Note(pieces[^1].Start, "removed a comma before a bracket");
            }

            pieces.RemoveAt(pieces.Count - 1);
        }
    }

    /// <summary>Closes the innermost object or list, before the comma that may stand there.</summary>
    private void CloseTop(int at)
    {
        JsonFrame frame = open.Peek();
        JsonToken? comma = HasComma ? pieces[^1] : null;
        if (comma is not null)
        {
            pieces.RemoveAt(pieces.Count - 1);
            frame.State = JsonFrameState.AfterValue;
        }

        Note(at, $"put {(frame.IsObject ? '}' : ']')} that was missing");
        Close(frame, Closer(frame, pieces[^1].End));
        if (comma is { } kept && open.TryPeek(out JsonFrame? around))
        {
            pieces.Add(kept);
            around.Next();
        }
    }

    private JsonToken Closer(JsonFrame frame, int at)
    {
        bool isLaidOut = pieces[^1] is { Lead: var lead, Start: var start } && source.Span[lead..start].Contains((byte)'\n');
        string text = $"{(isLaidOut ? $"\n{frame.Indent}" : "")}{(frame.IsObject ? '}' : ']')}";
        return JsonToken.Made(frame.IsObject ? JsonTokenKind.CloseObject : JsonTokenKind.CloseArray, at, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Takes back the last closing bracket: what it closed goes on.</summary>
    private void Reopen(int at)
    {
        int piece = HasComma ? pieces.Count - 2 : pieces.Count - 1;
        Note(pieces[piece].Start < at ? pieces[piece].Start : at, $"removed {Shown(pieces[piece])}, which came too soon");
        pieces.RemoveAt(piece);
        JsonFrame frame = lastClosed!;
        frame.State = JsonFrameState.AfterValue;
        if (HasComma)
        {
            frame.Next();
        }

        open.Push(frame);
        lastClosed = null;
    }

    // The file ends: what was begun and says nothing yet goes, the rest is closed.
    private void CloseAll()
    {
        if (open.Count == 0)
        {
            return;
        }

        isCut = true;
        JsonFrame top = open.Peek();
        if (top is { IsObject: true, State: JsonFrameState.BeforeColon or JsonFrameState.BeforeValue })
        {
            int from = pieces.FindLastIndex(piece => piece.Kind == JsonTokenKind.Text);
            Note(pieces[from].Start, $"left out the key {Shown(pieces[from])}, behind which the file ends");
            pieces.RemoveRange(from, pieces.Count - from);
        }

        if (HasComma)
        {
            pieces.RemoveAt(pieces.Count - 1);
        }

        Note(source.Length, $"closed {open.Count} {(open.Count == 1 ? "bracket" : "brackets")} that were open where the file ends");
        while (open.TryPeek(out JsonFrame? frame))
        {
            frame.State = JsonFrameState.AfterValue;
            Close(frame, Closer(frame, source.Length));
        }

        lastClosed = null;
    }

    private void Finish()
    {
        if (pieces.Count == 0)
        {
            return;
        }

        using var text = new MemoryStream();
        foreach (JsonToken piece in pieces)
        {
            text.Write(source.Span[piece.Lead..piece.Start]);
            text.Write(piece.Text ?? source.Span[piece.Start..piece.End]);
        }

        bool isLast = scanner.At >= source.Length;
        if (isLast && documents.Count == 0 && (isCut || EndsWithNewline()))
        {
            text.Write(EndsWithCarriageReturn() ? "\r\n"u8 : "\n"u8);
        }

        documents.Add(text.ToArray());
        pieces.Clear();
        lastClosed = null;
    }

    private bool EndsWithNewline() => source.Span.TrimEnd(" \t\0\u001a"u8).EndsWith("\n"u8);

    private bool EndsWithCarriageReturn() => source.Span.IndexOf("\r\n"u8) >= 0;

    private bool IsOnNextLine(JsonToken token) => source.Span[token.Lead..token.Start].IndexOfAny((byte)'\n', (byte)'\r') >= 0;

    // The white space a line begins with; null for a piece that is not the first of its line.
    private string? IndentOf(JsonToken token)
    {
        if (token.Text is not null && token.Start == token.End)
        {
            return null;
        }

        int line = source.Span[token.Lead..token.Start].LastIndexOfAny((byte)'\n', (byte)'\r');
        return line < 0 ? null : Encoding.UTF8.GetString(source.Span[(token.Lead + line + 1)..token.Start]);
    }

    private string LineIndent(int at)
    {
        int line = lines.Start(lines.LineOf(at));
        int end = line;
        while (end < at && source.Span[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return Encoding.UTF8.GetString(source.Span[line..end]);
    }

    private string KeyText(JsonToken token)
    {
        ReadOnlySpan<byte> text = token.Text ?? source.Span[token.Start..token.End];
        return Encoding.UTF8.GetString(text[1..^1]);
    }

    private string Shown(JsonToken token)
    {
        const int longest = 60;
        string text = Encoding.UTF8.GetString(token.Text ?? source.Span[token.Start..token.End]).Trim();
        return text.Length > longest ? $"{text[..longest]}..." : text;
    }
}
