using System.Text;
using Deckle.Text;

namespace Deckle.Repairing;

/// <summary>
/// A JSON document in the making: its pieces so far, and the objects and lists that are open. What it puts in or takes out it notes, and
/// lays out as the text around.
/// </summary>
internal sealed class JsonDraft(ReadOnlyMemory<byte> source, LineIndex lines)
{
    // JsonReader refuses more, and nothing of a notebook nests so deep.
    private const int MaxDepth = 500;

    private readonly List<JsonToken> pieces = [];
    private readonly Stack<JsonFrame> open = [];

    /// <summary>What was put right, with its offset in the text.</summary>
    public List<(int Offset, string What)> Notes { get; } = [];

    /// <summary>What has no place in the document.</summary>
    public List<(int Offset, string What)> Unplaced { get; } = [];

    public bool IsEmpty => pieces.Count == 0;

    /// <summary>The objects and lists that are open, the innermost first.</summary>
    public IReadOnlyCollection<JsonFrame> Frames => open;

    /// <summary>The innermost object or list that is open; null outside of the document.</summary>
    public JsonFrame? Top => open.TryPeek(out JsonFrame? frame) ? frame : null;

    public JsonFrame? LastClosed { get; private set; }

    /// <summary>The offset behind the last piece.</summary>
    public int End => pieces[^1].End;

    public bool HasComma => pieces.Count > 0 && pieces[^1].Kind == JsonTokenKind.Comma;

    /// <summary>Whether the last thing before the comma that may stand there is an object or list.</summary>
    public bool EndsWithCloser => LastValue >= 0 && pieces[LastValue].Kind is JsonTokenKind.CloseArray or JsonTokenKind.CloseObject;

    /// <summary>Whether the last thing before the comma that may stand there is a key with a plain value.</summary>
    public bool EndsWithMember => LastValue > 1 && pieces[LastValue].Kind is JsonTokenKind.Text or JsonTokenKind.Scalar && pieces[LastValue - 1].Kind == JsonTokenKind.Colon;

    /// <summary>Whether the last piece begins a line.</summary>
    public bool EndsWithLineStart => IndentOf(pieces[^1]) is not null;

    private int LastValue => HasComma ? pieces.Count - 2 : pieces.Count - 1;

    public void Note(int offset, string what) => Notes.Add((offset, what));

    public void AddKey(JsonFrame frame, JsonToken token)
    {
        pieces.Add(token);
        frame.Key = KeyText(token);
        frame.State = JsonFrameState.BeforeColon;
    }

    public void AddColon(JsonFrame frame, JsonToken token)
    {
        pieces.Add(token);
        frame.State = JsonFrameState.BeforeValue;
    }

    public void AddComma(JsonFrame frame, JsonToken token)
    {
        pieces.Add(token);
        frame.Next();
    }

    public void Add(JsonFrame frame, JsonToken token)
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

    /// <summary>Puts a colon before a value that follows its key without.</summary>
    public void PutColon(JsonFrame frame, JsonToken value)
    {
        Note(value.Start, "put a colon between a key and its value");
        AddColon(frame, JsonToken.Made(JsonTokenKind.Colon, End, (value.Lead == value.Start ? ": "u8 : ":"u8).ToArray()));
    }

    /// <summary>Puts a comma before the next value or key, if there is none.</summary>
    public void Separate(JsonFrame frame, JsonToken next)
    {
        if (frame.State == JsonFrameState.AfterValue)
        {
            Note(End, "put a comma that was missing");
            AddComma(frame, JsonToken.Made(JsonTokenKind.Comma, End, (next.Lead == next.Start ? ", "u8 : ","u8).ToArray()));
        }
    }

    /// <summary>Gives a key without a value one: null is what says so.</summary>
    public void FillValue(JsonFrame frame, int at)
    {
        Note(at, $"put null where the value of '{frame.Key}' is missing");
        if (frame.State == JsonFrameState.BeforeColon)
        {
            pieces.Add(JsonToken.Made(JsonTokenKind.Colon, at, ": "u8.ToArray()));
        }

        pieces.Add(JsonToken.Made(JsonTokenKind.Scalar, at, (pieces[^1].Text is null ? " null"u8 : "null"u8).ToArray()));
        frame.State = JsonFrameState.AfterValue;
    }

    /// <summary>Puts the opening bracket of a key's value, whose contents stand there without it.</summary>
    public void PutOpener(JsonFrame frame, JsonTokenKind kind)
    {
        string bracket = kind == JsonTokenKind.OpenArray ? "[" : "{";
        int at = End;
        Note(at, $"put {bracket} behind '{frame.Key}'");
        Open(JsonToken.Made(kind, at, Encoding.ASCII.GetBytes(pieces[^1].Text is null ? $" {bracket}" : bracket)), LineIndent(at));
    }

    /// <summary>Makes the last value the last item of a list: <c>"tags":</c> on one line, <c>"a"</c> on the next, and then <c>]</c>.</summary>
    public void OpenBeforeValue(JsonFrame frame)
    {
        JsonToken item = pieces[^1];
        pieces.RemoveAt(pieces.Count - 1);
        PutOpener(frame, JsonTokenKind.OpenArray);
        pieces.Add(item);
    }

    /// <summary>Makes the last value the first item of a list: <c>"source": "a", "b" ]</c>.</summary>
    public void OpenBeforeComma(JsonFrame frame)
    {
        frame.State = JsonFrameState.AfterValue;
        int at = pieces[^2].Start;
        Note(at, $"put [ behind '{frame.Key}'");
        pieces.Insert(pieces.Count - 2, JsonToken.Made(JsonTokenKind.OpenArray, at, " ["u8.ToArray()));
        open.Push(new JsonFrame(isObject: false, frame.Key, frame.Indent) { State = JsonFrameState.BeforeValue });
    }

    public void Open(JsonToken token, string indent)
    {
        if (open.Count >= MaxDepth)
        {
            Unplaced.Add((token.Start, $"values nest deeper than {MaxDepth} levels"));
            return;
        }

        JsonFrame? around = Top;
        if (around is not null)
        {
            around.State = JsonFrameState.AfterValue;
        }

        pieces.Add(token);
        open.Push(new JsonFrame(token.Kind == JsonTokenKind.OpenObject, around is { IsObject: true } ? around.Key : null, indent));
    }

    /// <summary>Closes the innermost object or list.</summary>
    public void Close(JsonToken token)
    {
        JsonFrame frame = open.Pop();
        if (frame.IsObject && frame.State is JsonFrameState.BeforeColon or JsonFrameState.BeforeValue)
        {
            FillValue(frame, End);
        }

        RemoveComma();
        pieces.Add(token);
        LastClosed = frame;
    }

    /// <summary>Closes the innermost object or list, before the comma that may stand there.</summary>
    public void CloseTop(int at)
    {
        JsonFrame frame = open.Peek();
        JsonToken? comma = HasComma ? pieces[^1] : null;
        if (comma is not null)
        {
            pieces.RemoveAt(pieces.Count - 1);
            frame.State = JsonFrameState.AfterValue;
        }

        Note(at, $"put {(frame.IsObject ? '}' : ']')} that was missing");
        Close(Closer(frame, End));
        if (comma is { } kept && Top is { } around)
        {
            AddComma(around, kept);
        }
    }

    /// <summary>Takes back the last closing bracket: what it closed goes on.</summary>
    public void Reopen(int at)
    {
        int piece = LastValue;
        Note(Math.Min(pieces[piece].Start, at), $"removed {Shown(pieces[piece])}, which came too soon");
        pieces.RemoveAt(piece);
        JsonFrame frame = LastClosed!;
        frame.State = JsonFrameState.AfterValue;
        if (HasComma)
        {
            frame.Next();
        }

        open.Push(frame);
        LastClosed = null;
    }

    /// <summary>The text ends inside the document: what was begun and says nothing yet goes, the rest is closed.</summary>
    public void CloseAll()
    {
        if (Top is { IsObject: true, State: JsonFrameState.BeforeColon or JsonFrameState.BeforeValue })
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
        while (Top is { } frame)
        {
            frame.State = JsonFrameState.AfterValue;
            Close(Closer(frame, source.Length));
        }

        LastClosed = null;
    }

    /// <summary>The document's text; the next one begins.</summary>
    /// <param name="end">What stands behind its last piece.</param>
    public ReadOnlyMemory<byte> Take(ReadOnlySpan<byte> end)
    {
        using var text = new MemoryStream();
        foreach (JsonToken piece in pieces)
        {
            text.Write(source.Span[piece.Lead..piece.Start]);
            text.Write(TextOf(piece));
        }

        text.Write(end);
        pieces.Clear();
        LastClosed = null;
        return text.ToArray();
    }

    public bool IsOnNextLine(JsonToken token) => source.Span[token.Lead..token.Start].IndexOfAny((byte)'\n', (byte)'\r') >= 0;

    /// <summary>The white space that the token's line begins with; null for a token that is not the first of its line.</summary>
    public string? IndentOf(JsonToken token)
    {
        if (token.Text is not null && token.Start == token.End)
        {
            return null;
        }

        int line = source.Span[token.Lead..token.Start].LastIndexOfAny((byte)'\n', (byte)'\r');
        return line < 0 ? null : Encoding.UTF8.GetString(source.Span[(token.Lead + line + 1)..token.Start]);
    }

    public string KeyText(JsonToken token) => Encoding.UTF8.GetString(TextOf(token)[1..^1]);

    /// <summary>The token as notes show it.</summary>
    public string Shown(JsonToken token)
    {
        const int longest = 60;
        string text = Encoding.UTF8.GetString(TextOf(token)).Trim();
        return text.Length > longest ? $"{text[..longest]}..." : text;
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

    private JsonToken Closer(JsonFrame frame, int at)
    {
        bool isLaidOut = pieces[^1] is { Lead: var lead, Start: var start } && source.Span[lead..start].Contains((byte)'\n');
        string text = $"{(isLaidOut ? $"\n{frame.Indent}" : "")}{(frame.IsObject ? '}' : ']')}";
        return JsonToken.Made(frame.IsObject ? JsonTokenKind.CloseObject : JsonTokenKind.CloseArray, at, Encoding.UTF8.GetBytes(text));
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

    private ReadOnlySpan<byte> TextOf(JsonToken token) => token.Text ?? source.Span[token.Start..token.End];
}
