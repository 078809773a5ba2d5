using System.Buffers;
using System.Text;
using Deckle.Json;

namespace Deckle.Secrets;

/// <summary>
/// Replaces secrets in whatever is about to be kept or shown: <c>***NAME***</c> stands in place of the value, also where it is escaped
/// as JSON, HTML or Python's <c>repr</c>, encoded for a URL, in Base64 or in hexadecimal digits. A text that holds none is the very same text.
/// </summary>
public sealed class SecretRedactor
{
    private readonly (byte[] Form, byte[] Mark)[] forms;

    /// <param name="secrets">Those shorter than <see cref="Secret.ShortestRedacted"/> are not looked for.</param>
    public SecretRedactor(IEnumerable<Secret> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);

        // The longest that fits counts: a secret may begin with another one.
        forms =
        [
            .. secrets.SelectMany(secret => SecretForms.Of(secret).Select(form => (form, Encoding.UTF8.GetBytes(secret.Mark))))
                .OrderByDescending(pair => pair.form.Length),
        ];
    }

    public string Redact(string text)
    {
        var given = new JsonString(text);
        JsonString redacted = Redact(given);
        return ReferenceEquals(given, redacted) ? text : redacted.Text;
    }

    /// <summary>The value with every string in it redacted, keys too.</summary>
    public JsonValue Redact(JsonValue value) => value switch
    {
        JsonString text => Redact(text),
        JsonObject members => Redact(members),
        JsonArray items => Redact(items),
        _ => value,
    };

    /// <inheritdoc cref="Redact(JsonValue)"/>
    public JsonObject Redact(JsonObject members)
    {
        ArgumentNullException.ThrowIfNull(members);
        bool isChanged = false;
        var redacted = new JsonMember[members.Count];
        for (int i = 0; i < redacted.Length; i++)
        {
            JsonMember member = members.Members[i];
            redacted[i] = new JsonMember(Redact(member.Key), Redact(member.Value));
            isChanged |= !ReferenceEquals(redacted[i].Key, member.Key) || !ReferenceEquals(redacted[i].Value, member.Value);
        }

        return isChanged ? JsonObject.From(redacted) : members;
    }

    /// <summary>A text that comes in pieces. One for each stream.</summary>
    public SecretStream NewStream() => new(this);

    /// <summary>Every secret in a text, in order; of those that overlap the first, and of those the longest. Each form is looked for in one pass.</summary>
    public IReadOnlyList<SecretPlace> Places(ReadOnlyMemory<byte> utf8)
    {
        ReadOnlySpan<byte> text = utf8.Span;
        var found = new List<SecretPlace>();
        foreach ((byte[] form, byte[] mark) in forms)
        {
            string? named = null;
            for (int at = text.IndexOf(form); at >= 0;)
            {
                found.Add(new SecretPlace(at, form.Length, named ??= Encoding.UTF8.GetString(mark)));
                int from = at + form.Length;
                at = text[from..].IndexOf(form) is >= 0 and var next ? from + next : -1;
            }
        }

        if (found.Count < 2)
        {
            return found;
        }

        int end = 0;
        var places = new List<SecretPlace>(found.Count);
        foreach (SecretPlace place in found.OrderBy(place => place.Start).ThenByDescending(place => place.Length))
        {
            if (place.Start >= end)
            {
                places.Add(place);
                end = place.Start + place.Length;
            }
        }

        return places;
    }

    /// <summary>The first secret in a text, and of those the longest.</summary>
    /// <returns>Its place; -1 for none.</returns>
    internal int Find(ReadOnlySpan<byte> text, out int length, out byte[] mark)
    {
        int first = -1;
        length = 0;
        mark = [];
        foreach ((byte[] form, byte[] itsMark) in forms)
        {
            // Up to the first that was found: one that begins behind it does not count.
            ReadOnlySpan<byte> window = first < 0 ? text : text[..Math.Min(text.Length, first - 1 + form.Length)];
            int at = window.IndexOf(form);
            if (at >= 0)
            {
                (first, length, mark) = (at, form.Length, itsMark);
            }
        }

        return first;
    }

    /// <summary>How much of a text's end could be the beginning of a secret.</summary>
    internal int Unfinished(ReadOnlySpan<byte> text)
    {
        int longest = 0;
        foreach ((byte[] form, _) in forms)
        {
            int from = Math.Max(0, text.Length - form.Length + 1);
            while (from < text.Length - longest)
            {
                int step = text[from..].IndexOf(form[0]);
                if (step < 0)
                {
                    break;
                }

                from += step;
                if (form.AsSpan().StartsWith(text[from..]))
                {
                    longest = Math.Max(longest, text.Length - from);
                    break;
                }

                from++;
            }
        }

        return longest;
    }

    private JsonArray Redact(JsonArray items)
    {
        JsonValue[] redacted = [.. items.Select(Redact)];
        return redacted.Where((item, index) => !ReferenceEquals(item, items[index])).Any() ? JsonArray.From(redacted) : items;
    }

    private JsonString Redact(JsonString text)
    {
        ReadOnlySpan<byte> whole = text.Utf8.Span;
        IReadOnlyList<SecretPlace> places = Places(text.Utf8);
        if (places.Count == 0)
        {
            return text;
        }

        var redacted = new ArrayBufferWriter<byte>(whole.Length);
        int done = 0;
        foreach (SecretPlace place in places)
        {
            redacted.Write(whole[done..place.Start]);
            redacted.Write(Encoding.UTF8.GetBytes(place.Mark));
            done = place.Start + place.Length;
        }

        redacted.Write(whole[done..]);
        return new JsonString(redacted.WrittenMemory);
    }
}
