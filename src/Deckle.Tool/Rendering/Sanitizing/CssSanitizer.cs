using System.Buffers;
using System.Text;

namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>
/// Keeps styles that colour and lay out, and only inside of their output: each selector gets the output's place before it.
/// What could load, cover the page or hide from this reading (escapes) is left out, a declaration or rule at a time.
/// </summary>
internal static class CssSanitizer
{
    // A backslash could spell any forbidden word; the others end the style element or a declaration.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<\\{}");

    private static readonly string[] ForbiddenWords = ["expression", "javascript:", "vbscript:", "-moz-binding", "behavior", "image-set(", "src(", "@import", "url("];

    private static readonly string[] NestingRules = ["@media", "@supports", "@container", "@layer"];

    /// <summary>The content of a <c>style</c> attribute.</summary>
    public static string Declarations(string css)
    {
        var kept = new StringBuilder();
        foreach (string part in Split(WithoutComments(css), ';'))
        {
            int colon = part.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                continue;
            }

            string property = part[..colon].Trim().ToLowerInvariant();
            string value = part[(colon + 1)..].Trim();
            if (IsProperty(property) && IsValue(property, value))
            {
                kept.Append(kept.Length > 0 ? ";" : "").Append(property).Append(':').Append(value);
            }
        }

        return kept.ToString();
    }

    /// <summary>The content of a <c>style</c> element, confined to the descendants of a selector.</summary>
    public static string StyleSheet(string css, string scope)
    {
        var kept = new StringBuilder();
        Rules(kept, WithoutComments(css.Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal)), scope, depth: 0);
        return kept.ToString();
    }

    private static void Rules(StringBuilder kept, string css, string scope, int depth)
    {
        int at = 0;
        while (at < css.Length)
        {
            int open = Find(css, at, "{;");
            if (open >= css.Length)
            {
                return;
            }

            string prelude = css[at..open].Trim();
            if (css[open] == ';')
            {
                // @charset, @import, @namespace.
                at = open + 1;
                continue;
            }

            int close = BlockEnd(css, open + 1);
            string body = css[(open + 1)..close];
            at = close + 1;
            if (prelude.StartsWith('@'))
            {
                AtRule(kept, prelude, body, scope, depth);
            }
            else if (Selectors(prelude, scope) is { Length: > 0 } selectors && Declarations(body) is { Length: > 0 } declarations)
            {
                kept.Append(selectors).Append('{').Append(declarations).Append('}');
            }
        }
    }

    private static void AtRule(StringBuilder kept, string prelude, string body, string scope, int depth)
    {
        if (depth > 8 || !IsHarmless(prelude))
        {
            return;
        }

        if (NestingRules.Any(rule => prelude.StartsWith(rule, StringComparison.OrdinalIgnoreCase)))
        {
            kept.Append(prelude).Append('{');
            Rules(kept, body, scope, depth + 1);
            kept.Append('}');
        }
        else if (prelude.StartsWith("@keyframes", StringComparison.OrdinalIgnoreCase))
        {
            kept.Append(prelude).Append('{');
            Rules(kept, body, "", depth + 1);
            kept.Append('}');
        }
    }

    private static string Selectors(string prelude, string scope)
    {
        if (!IsHarmless(prelude))
        {
            return "";
        }

        IEnumerable<string> selectors = Split(prelude, ',').Select(selector => selector.Trim()).Where(selector => selector.Length > 0);
        return string.Join(',', scope.Length == 0 ? selectors : selectors.Select(selector => Scoped(selector, scope)));
    }

    // What is meant for the whole page holds for the output.
    private static string Scoped(string selector, string scope)
    {
        foreach (string root in (string[])[":root", ":host", "html", "body"])
        {
            if (selector.StartsWith(root, StringComparison.OrdinalIgnoreCase) && (selector.Length == root.Length || !IsNamePart(selector[root.Length])))
            {
                return scope + selector[root.Length..];
            }
        }

        return $"{scope} {selector}";
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';

    private static bool IsProperty(string property) =>
        property.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && property is not ("behavior" or "-moz-binding" or "z-index");

    private static bool IsValue(string property, string value) =>
        value.Length > 0
        && IsHarmless(value)
        && !(property == "position" && !value.StartsWith("relative", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("absolute", StringComparison.OrdinalIgnoreCase)
            && !value.StartsWith("static", StringComparison.OrdinalIgnoreCase));

    private static bool IsHarmless(string css)
    {
        if (css.AsSpan().IndexOfAny(Forbidden) >= 0 || css.Any(c => c < ' ' && c is not ('\t' or '\n' or '\r')))
        {
            return false;
        }

        return !ForbiddenWords.Any(word => css.Contains(word, StringComparison.OrdinalIgnoreCase)) && IsBalanced(css);
    }

    // An open string or bracket would swallow what follows.
    private static bool IsBalanced(string css)
    {
        int depth = 0;
        for (int at = 0; at < css.Length; at++)
        {
            char c = css[at];
            if (c is '"' or '\'')
            {
                at = css.IndexOf(c, at + 1);
                if (at < 0)
                {
                    return false;
                }
            }
            else if (c is '(' or '[')
            {
                depth++;
            }
            else if (c is ')' or ']' && --depth < 0)
            {
                return false;
            }
        }

        return depth == 0;
    }

    private static string WithoutComments(string css)
    {
        if (!css.Contains("/*", StringComparison.Ordinal))
        {
            return css;
        }

        var kept = new StringBuilder(css.Length);
        for (int at = 0; at < css.Length;)
        {
            int open = css.IndexOf("/*", at, StringComparison.Ordinal);
            kept.Append(css, at, (open < 0 ? css.Length : open) - at);
            int close = open < 0 ? -1 : css.IndexOf("*/", open + 2, StringComparison.Ordinal);
            at = close < 0 ? css.Length : close + 2;
            kept.Append(open < 0 ? "" : " ");
        }

        return kept.ToString();
    }

    private static IEnumerable<string> Split(string css, char separator)
    {
        int from = 0;
        while (from <= css.Length)
        {
            int end = Find(css, from, separator.ToString());
            yield return css[from..end];
            from = end + 1;
        }
    }

    // The next of some signs outside of strings and brackets, or the end.
    private static int Find(string css, int at, string signs)
    {
        int depth = 0;
        for (; at < css.Length; at++)
        {
            char c = css[at];
            if (c is '"' or '\'')
            {
                int close = css.IndexOf(c, at + 1);
                at = close < 0 ? css.Length - 1 : close;
            }
            else if (depth == 0 && signs.Contains(c, StringComparison.Ordinal))
            {
                return at;
            }
            else if (c is '(' or '[')
            {
                depth++;
            }
            else if (c is ')' or ']')
            {
                depth = Math.Max(0, depth - 1);
            }
        }

        return css.Length;
    }

    private static int BlockEnd(string css, int at)
    {
        int depth = 1;
        for (; at < css.Length; at++)
        {
            char c = css[at];
            if (c is '"' or '\'')
            {
                int close = css.IndexOf(c, at + 1);
                at = close < 0 ? css.Length - 1 : close;
            }
            else if (c == '{')
            {
                depth++;
            }
            else if (c == '}' && --depth == 0)
            {
                return at;
            }
        }

        return css.Length;
    }
}
