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
    private readonly ReadOnlyMemory<byte> source;
    private readonly BrokenJsonScanner scanner;
    private readonly LineIndex lines;
    private readonly JsonDraft draft;
    private readonly List<ReadOnlyMemory<byte>> documents = [];
    private string? before;
    private string? after;
    private bool isCut;

    private BrokenJsonReader(ReadOnlyMemory<byte> source)
    {
        this.source = source;
        lines = new LineIndex(source.Span);
        draft = new JsonDraft(source, lines);
        scanner = new BrokenJsonScanner(source, draft.Notes);
    }

    /// <param name="utf8">The text; valid UTF-8 without byte order mark.</param>
    public static MendedJson Read(ReadOnlyMemory<byte> utf8) => new BrokenJsonReader(utf8).Read();

    private MendedJson Read()
    {
        while (true)
        {
            JsonToken token = scanner.Read(draft.Top is { } frame && (frame.ExpectsKey || (IsValueDue(frame) && scanner.IsAtLineEnd)));
            if (token.Kind == JsonTokenKind.End)
            {
                break;
            }

            if (draft.Top is null)
            {
                Outside(token);
            }
            else
            {
                Place(token);
            }
        }

        if (draft.Top is not null)
        {
            isCut = true;
            draft.CloseAll();
        }

        Finish();
        return new MendedJson(documents, Placed(draft.Notes), Placed(draft.Unplaced), before, after, isCut);
    }

    private static bool IsValueDue(JsonFrame frame) => frame.IsObject && frame.State == JsonFrameState.BeforeValue;

    private TextRepair[] Placed(List<(int Offset, string What)> all) =>
        [.. all.OrderBy(note => note.Offset).Select(note => new TextRepair(lines.LineOf(note.Offset), note.What))];

    // Before the first document, or behind one.
    private void Outside(JsonToken token)
    {
        switch (token.Kind)
        {
            case JsonTokenKind.OpenObject:
                Finish();
                if (documents.Count > 0)
                {
                    draft.Note(token.Start, "found another notebook in the file");
                }

                draft.Open(token with { Lead = documents.Count == 0 ? token.Lead : token.Start }, "");
                break;
            case JsonTokenKind.Text when draft.IsEmpty && documents.Count == 0 && scanner.IsNext(':'):
                draft.Note(token.Start, "put { where the file begins");
                draft.Open(JsonToken.Made(JsonTokenKind.OpenObject, token.Start, "{"u8.ToArray()), "");
                Place(token);
                break;
            case JsonTokenKind.Comma or JsonTokenKind.Text when draft.LastClosed is not null && GoesOn(token):
                draft.Reopen(token.Start);
                Place(token);
                break;
            case JsonTokenKind.CloseArray or JsonTokenKind.CloseObject or JsonTokenKind.Comma or JsonTokenKind.Colon:
                draft.Note(token.Start, $"removed {draft.Shown(token)}, which was too many");
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
            draft.Note(token.Start, "removed empty bytes");
        }
        else if (documents.Count == 0 && draft.IsEmpty)
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
        JsonFrame frame = draft.Top!;
        switch (token.Kind)
        {
            case not (JsonTokenKind.Comma or JsonTokenKind.Colon or JsonTokenKind.Junk) when WasLeftOpen(frame, token):
                draft.CloseTop(token.Start);
                Place(token);
                break;
            case JsonTokenKind.Comma:
                PlaceComma(frame, token);
                break;
            case JsonTokenKind.Colon when frame.State == JsonFrameState.BeforeColon:
                draft.AddColon(frame, token);
                break;
            case JsonTokenKind.Colon:
                draft.Note(token.Start, "removed a colon too many");
                break;
            case JsonTokenKind.CloseObject or JsonTokenKind.CloseArray:
                PlaceCloser(frame, token);
                break;
            case JsonTokenKind.Junk:
                draft.Unplaced.Add((token.Start, $"no place for: {draft.Shown(token)}"));
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
        if (draft.Frames.Count < 2 || draft.IndentOf(token) is not { } indent || frame.State == JsonFrameState.BeforeColon)
        {
            return false;
        }

        if (token.Kind is JsonTokenKind.CloseArray or JsonTokenKind.CloseObject)
        {
            return frame.IsLaidOut && indent.Length < frame.Indent.Length
                && draft.Frames.Skip(1).Any(outer => outer.Indent == indent && outer.IsObject == (token.Kind == JsonTokenKind.CloseObject));
        }

        frame.ChildIndent ??= indent;
        bool isKey = token.Kind == JsonTokenKind.Text && scanner.IsNext(':');
        return frame.IsLaidOut && indent.Length <= frame.Indent.Length && draft.Frames.Skip(1).First().IsObject == isKey;
    }

    private void PlaceComma(JsonFrame frame, JsonToken token)
    {
        if (frame.State is JsonFrameState.BeforeColon or JsonFrameState.BeforeValue && frame.IsObject)
        {
            draft.FillValue(frame, token.Start);
        }

        if (frame.State != JsonFrameState.AfterValue)
        {
            draft.Note(token.Start, "removed a comma too many");
            return;
        }

        draft.AddComma(frame, token);
    }

    private void PlaceCloser(JsonFrame frame, JsonToken token)
    {
        bool isObject = token.Kind == JsonTokenKind.CloseObject;
        if (IsValueDue(frame) && !draft.IsOnNextLine(token))
        {
            // "metadata": },
            draft.PutOpener(frame, isObject ? JsonTokenKind.OpenObject : JsonTokenKind.OpenArray);
            draft.Close(token);
            return;
        }

        if (frame.IsObject == isObject && !RepeatsLast(frame, token))
        {
            draft.Close(token);
            return;
        }

        if (!isObject && !draft.HasComma && draft.EndsWithMember && draft.EndsWithLineStart)
        {
            draft.OpenBeforeValue(frame);
            draft.Close(token);
            return;
        }

        if (ClosesOuter(token, isObject))
        {
            draft.CloseTop(token.Start);
            Place(token);
            return;
        }

        draft.Note(token.Start, $"removed {draft.Shown(token)}, which was too many");
    }

    // The bracket of the last item once more, where that of its list or object is due.
    private bool RepeatsLast(JsonFrame frame, JsonToken token) =>
        frame.IsLaidOut && draft.LastClosed is { } last && last.IsObject == frame.IsObject && last.Indent != frame.Indent && draft.IndentOf(token) == last.Indent;

    /// <summary>
    /// Whether a bracket that does not fit closes what is around: the one that is missing was forgotten. Else it is too many.
    /// </summary>
    private bool ClosesOuter(JsonToken token, bool isObject)
    {
        if (draft.Frames.Skip(1).FirstOrDefault(outer => outer.IsObject == isObject) is not { } outer)
        {
            return false;
        }

        if (draft.IndentOf(token) is { } indent && draft.Frames.Any(frame => frame.Indent != outer.Indent))
        {
            // Laid out as tools do, a bracket stands below the line that opened it.
            return indent == outer.Indent || (indent.Length <= draft.Top!.Indent.Length && indent != draft.LastClosed?.Indent && Fits(token, outer));
        }

        return Fits(token, outer);
    }

    // What follows must be able to follow there: a key in an object, a value in a list, the bracket that is due.
    private bool Fits(JsonToken token, JsonFrame closed)
    {
        JsonFrame? around = draft.Frames.SkipWhile(frame => frame != closed).Skip(1).FirstOrDefault();
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
            draft.Separate(frame, token);
            draft.Add(frame, token);
        }
    }

    private void PlaceInObject(JsonFrame frame, JsonToken token, bool isKey)
    {
        switch (frame.State)
        {
            case JsonFrameState.BeforeValue when isKey && draft.IndentOf(token) is { } indent && indent.Length <= frame.ChildIndent?.Length:
                draft.FillValue(frame, draft.End);
                PlaceInObject(frame, token, isKey);
                break;
            case JsonFrameState.BeforeValue when isKey:
                draft.PutOpener(frame, JsonTokenKind.OpenObject);
                Place(token);
                break;
            case JsonFrameState.BeforeValue when token.Kind == JsonTokenKind.OpenObject && frame.Key is "cells" or "outputs":
                draft.PutOpener(frame, JsonTokenKind.OpenArray);
                Place(token);
                break;
            case JsonFrameState.BeforeValue:
                draft.Add(frame, token);
                break;
            case JsonFrameState.BeforeColon:
                draft.PutColon(frame, token);
                draft.Add(frame, token);
                break;
            case JsonFrameState.AfterValue or JsonFrameState.BeforeKey when isKey:
                PlaceKey(frame, token);
                break;
            default:
                PlaceKeyless(frame, token);
                break;
        }
    }

    private void PlaceKey(JsonFrame frame, JsonToken token)
    {
        string key = draft.KeyText(token);
        if (frame.Keys.Contains(key) && draft.Frames.Skip(1).FirstOrDefault() is { IsObject: false } list && StructureKeys.BeginsItem(list.Name, key))
        {
            // Two items of a list in one pair of brackets.
            draft.CloseTop(token.Start);
            PlaceKeyInList(list, token);
            return;
        }

        draft.Separate(frame, token);
        if (!frame.Keys.Add(key))
        {
            draft.Unplaced.Add((token.Start, $"the key '{key}' is there twice"));
        }

        draft.AddKey(frame, token);
    }

    /// <summary>A value in an object where a key is due.</summary>
    private void PlaceKeyless(JsonFrame frame, JsonToken token)
    {
        if (token.Kind == JsonTokenKind.Text && IsValueNext())
        {
            PlaceKey(frame, token);
        }
        else if (token.Kind is JsonTokenKind.Text or JsonTokenKind.Scalar && draft.HasComma && draft.EndsWithMember)
        {
            draft.OpenBeforeComma(frame);
            Place(token);
        }
        else if (token.Kind == JsonTokenKind.OpenObject && draft.Frames.Skip(1).FirstOrDefault() is { IsObject: false })
        {
            draft.CloseTop(token.Start);
            Place(token);
        }
        else if (token.Kind == JsonTokenKind.OpenObject && draft.LastClosed is { IsObject: false } && !draft.HasComma && draft.EndsWithCloser)
        {
            draft.Reopen(token.Start);
            Place(token);
        }
        else
        {
            draft.Unplaced.Add((token.Start, $"a value without a key: {draft.Shown(token)}"));
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
        string key = draft.KeyText(token);
        if (StructureKeys.BeginsItem(list.Name, key) && !(draft.LastClosed is { IsObject: true } item && draft.EndsWithCloser && !item.Keys.Contains(key) && key is not ("cell_type" or "output_type")))
        {
            draft.Separate(list, token);
            draft.Note(token.Start, $"put {{ before '{key}'");
            draft.Open(JsonToken.Made(JsonTokenKind.OpenObject, token.Lead, Encoding.ASCII.GetBytes(token.Lead == token.Start ? "{" : " {")), draft.IndentOf(token) ?? "");
            Place(token);
        }
        else if (draft.LastClosed is { IsObject: true } && draft.EndsWithCloser && !(list.Name == "cells" && key is "metadata" or "nbformat" or "nbformat_minor"))
        {
            draft.Reopen(token.Start);
            Place(token);
        }
        else if (draft.Frames.Count > 1)
        {
            draft.CloseTop(token.Start);
            Place(token);
        }
        else
        {
            draft.Unplaced.Add((token.Start, $"a key in a list: {draft.Shown(token)}"));
        }
    }

    private void Finish()
    {
        if (draft.IsEmpty)
        {
            return;
        }

        bool isAlone = scanner.At >= source.Length && documents.Count == 0;
        documents.Add(draft.Take(isAlone && (isCut || EndsWithNewline()) ? EndsWithCarriageReturn() ? "\r\n"u8 : "\n"u8 : []));
    }

    private bool EndsWithNewline() => source.Span.TrimEnd(" \t\0\u001a"u8).EndsWith("\n"u8);

    private bool EndsWithCarriageReturn() => source.Span.IndexOf("\r\n"u8) >= 0;
}
