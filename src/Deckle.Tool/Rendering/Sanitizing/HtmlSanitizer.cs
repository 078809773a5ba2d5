using System.Globalization;
using System.Text;

namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>
/// Writes HTML anew with what is allowed, and nothing else. Every <c>&lt;</c> of the result was put there by this class: text and
/// values of attributes are escaped. So the result cannot mean more to a browser than it does here, however it is nested or cut
/// (the usual way round sanitisers that hand on what they parsed).
/// </summary>
internal sealed class HtmlSanitizer
{
    // Deeper nesting is an attack on the browser's stack.
    private const int Deepest = 200;

    private readonly HtmlTokenizer tokens;
    private readonly SanitizeOptions options;
    private readonly StringBuilder kept;
    private readonly List<string> open = [];

    private HtmlSanitizer(string html, SanitizeOptions options)
    {
        tokens = new HtmlTokenizer(html);
        this.options = options;
        kept = new StringBuilder(html.Length + 64);
    }

    public static string Sanitize(string html, SanitizeOptions? options = null) => new HtmlSanitizer(html, options ?? SanitizeOptions.Default).Run();

    private bool IsInSvg => open.Contains("svg");

    private string Run()
    {
        while (tokens.Read())
        {
            switch (tokens.Kind)
            {
                case HtmlTokenKind.Text:
                    Text(tokens.Source);
                    break;
                case HtmlTokenKind.Start:
                    Start();
                    break;
                case HtmlTokenKind.End:
                    End(Known(tokens.Name));
                    break;
            }
        }

        CloseTo(0);
        return kept.ToString();
    }

    private static string Known(string name) => AllowedHtml.Blocks.Contains(name) ? "div" : name;

    private void Start()
    {
        string name = Known(tokens.Name);
        if (AllowedHtml.RawText.Contains(name))
        {
            RawText(name);
            return;
        }

        if (AllowedHtml.Dropped.Contains(name))
        {
            SkipElement(name);
            return;
        }

        if (name == "img")
        {
            Image();
            return;
        }

        bool isSvg = name == "svg" || IsInSvg;
        bool isAllowed = isSvg ? AllowedHtml.SvgElements.Contains(name) : AllowedHtml.Elements.Contains(name) || IsCheckbox(name);
        if (!isAllowed || open.Count >= Deepest)
        {
            return;
        }

        ImplyEnds(name);
        kept.Append('<').Append(name);
        foreach (HtmlAttribute attribute in tokens.Attributes)
        {
            Attribute(name, attribute, isSvg);
        }

        if (name == "input")
        {
            kept.Append(" type=\"checkbox\"");
        }

        bool isVoid = AllowedHtml.Void.Contains(name);
        kept.Append(isSvg && tokens.IsSelfClosing ? "/>" : ">");
        if (!isVoid && !(isSvg && tokens.IsSelfClosing))
        {
            open.Add(name);
        }
    }

    // Check boxes fold sections in the reprs of xarray and scikit-learn; other controls only pretend.
    private bool IsCheckbox(string name) => name == "input" && string.Equals(tokens.Attribute("type"), "checkbox", StringComparison.OrdinalIgnoreCase);

    private void Attribute(string element, HtmlAttribute attribute, bool isSvg)
    {
        (string name, string value) = attribute;
        switch (name)
        {
            case "style":
                value = CssSanitizer.Declarations(value);
                if (value.Length > 0)
                {
                    Write(name, value);
                }

                return;
            case "href" or "xlink:href" when element == "use":
                if (value.StartsWith('#'))
                {
                    Write("href", value);
                }

                return;
            case "href" when element == "a":
                value = options.Value?.Invoke(value) ?? value;
                if (SafeUrl.IsLink(value))
                {
                    Write(name, value);
                    if (!value.StartsWith('#'))
                    {
                        kept.Append(" rel=\"noopener noreferrer\"");
                    }
                }

                return;
            case "src" when element is "audio" or "video" or "source":
                if (SafeUrl.IsMediaData(value))
                {
                    Write(name, value);
                }

                return;
        }

        if (AllowedHtml.HasAttribute(element, name, isSvg) && (!isSvg || IsLocalReference(value)))
        {
            Write(name, options.Value?.Invoke(value) ?? value);
        }
    }

    // fill="url(#gradient)" stays in the page.
    private static bool IsLocalReference(string value) =>
        !value.Contains("url", StringComparison.OrdinalIgnoreCase) || value.StartsWith("url(#", StringComparison.Ordinal);

    private void Write(string name, string value) => kept.Append(' ').Append(name).Append("=\"").Append(HtmlWriter.Escape(value)).Append('"');

    private void Image()
    {
        if (IsInSvg)
        {
            return;
        }

        string address = tokens.Attribute("src") ?? "";
        string alt = tokens.Attribute("alt") ?? "";
        alt = options.Value?.Invoke(alt) ?? alt;
        string? shown = SafeUrl.IsImageData(address) ? address : options.Image(address);
        if (shown is not null)
        {
            kept.Append("<img");
            Write("src", shown);
            Write("alt", alt);
            foreach (HtmlAttribute attribute in tokens.Attributes)
            {
                if (attribute.Name is not "alt")
                {
                    Attribute("img", attribute, isSvg: false);
                }
            }

            kept.Append('>');
            return;
        }

        // Nothing is loaded from elsewhere. What it was is said, with a link where there can be one.
        string text = alt.Length > 0 ? alt : address.Length > 0 ? address.Split('/')[^1] : "image";
        bool isLink = address.Length > 0 && SafeUrl.IsLink(address) && !open.Contains("a");
        kept.Append(isLink ? "<a class=\"image-elsewhere\"" : "<span class=\"image-elsewhere\"");
        if (isLink)
        {
            Write("href", address);
            kept.Append(" rel=\"noopener noreferrer\"");
        }

        kept.Append('>').Append(HtmlWriter.Escape(text)).Append(isLink ? "</a>" : "</span>");
    }

    private void RawText(string name)
    {
        string? address = name == "iframe" ? tokens.Attribute("src") : null;
        string content = tokens.SkipRawText(name);
        if (name == "style" && options.Scope is { } scope && !IsInSvg && CssSanitizer.StyleSheet(content, scope) is { Length: > 0 } css)
        {
            kept.Append("<style>").Append(css).Append("</style>");
        }
        else if (name is "textarea" or "xmp" or "plaintext")
        {
            kept.Append(HtmlWriter.Escape(content));
        }
        else if (address is { Length: > 0 } && SafeUrl.IsAbsolute(address) && SafeUrl.IsLink(address) && !open.Contains("a"))
        {
            // A page in the page (a video, a map) becomes a link to it.
            kept.Append("<a class=\"image-elsewhere\"");
            Write("href", address);
            kept.Append(" rel=\"noopener noreferrer\">").Append(HtmlWriter.Escape(address)).Append("</a>");
        }
    }

    private void SkipElement(string name)
    {
        if (tokens.IsSelfClosing && IsInSvg)
        {
            return;
        }

        for (int depth = 1; depth > 0 && tokens.Read();)
        {
            if (tokens.Kind == HtmlTokenKind.Start && AllowedHtml.RawText.Contains(tokens.Name))
            {
                tokens.SkipRawText(tokens.Name);
            }
            else if (tokens.Kind != HtmlTokenKind.Text && tokens.Name == name)
            {
                depth += tokens.Kind == HtmlTokenKind.Start ? 1 : tokens.Kind == HtmlTokenKind.End ? -1 : 0;
            }
        }
    }

    private void Text(ReadOnlySpan<char> text)
    {
        if (options.Text is { } rewrite)
        {
            kept.Append(rewrite(EscapeText(text), open.Contains("code") || open.Contains("pre")));
        }
        else if (text.IndexOfAny('<', '>', '\0') < 0)
        {
            kept.Append(text);
        }
        else
        {
            kept.Append(EscapeText(text));
        }
    }

    // Character references stay as they are: they can make text, never a tag.
    private static string EscapeText(ReadOnlySpan<char> text) =>
        text.ToString().Replace("\0", "", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private void End(string name)
    {
        int at = open.LastIndexOf(name);

        // An end tag inside of a table does not end what is around it.
        if (at >= 0 && at >= open.LastIndexOf("table"))
        {
            CloseTo(at);
        }
        else if (name == "br")
        {
            kept.Append("<br>");
        }
    }

    // The end tags that HTML lets authors leave out: the page's own structure must not depend on a browser's guess.
    private void ImplyEnds(string name)
    {
        switch (name)
        {
            case "li":
                CloseWithin("li", "ul", "ol");
                break;
            case "dt" or "dd":
                CloseWithin("dt", "dl");
                CloseWithin("dd", "dl");
                break;
            case "td" or "th":
                CloseWithin("td", "tr", "table");
                CloseWithin("th", "tr", "table");
                break;
            case "tr":
                CloseWithin("tr", "table");
                break;
            case "tbody" or "thead" or "tfoot":
                CloseWithin("tbody", "table");
                CloseWithin("thead", "table");
                CloseWithin("tfoot", "table");
                break;
            case "a":
                CloseWithin("a", "td", "th", "table");
                break;
        }

        if (AllowedHtml.EndParagraph.Contains(name))
        {
            CloseWithin("p", "td", "th", "caption", "table");
        }
    }

    private void CloseWithin(string name, params ReadOnlySpan<string> boundaries)
    {
        for (int at = open.Count - 1; at >= 0 && !boundaries.Contains(open[at]); at--)
        {
            if (open[at] == name)
            {
                CloseTo(at);
                return;
            }
        }
    }

    private void CloseTo(int count)
    {
        while (open.Count > count)
        {
            kept.Append(CultureInfo.InvariantCulture, $"</{open[^1]}>");
            open.RemoveAt(open.Count - 1);
        }
    }
}
