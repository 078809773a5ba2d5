using System.Collections.Frozen;

namespace Deckle.Tool.Rendering.Sanitizing;

/// <summary>The elements and attributes that outputs and Markdown may have. What is not listed is left out.</summary>
internal static class AllowedHtml
{
    /// <summary>Elements that are kept.</summary>
    public static FrozenSet<string> Elements { get; } = Set(
        "a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font "
        + "h1 h2 h3 h4 h5 h6 hr i ins kbd label li mark meter ol p pre progress q rp rt ruby s samp small span strike strong sub summary sup "
        + "table tbody td tfoot th thead time tr tt u ul var wbr audio video source");

    /// <summary>
    /// Elements of SVG as xarray, dask and others draw with. <c>script</c>, <c>style</c>, <c>foreignObject</c>, <c>a</c>, <c>image</c>
    /// and everything that animates attributes stay out.
    /// </summary>
    public static FrozenSet<string> SvgElements { get; } = Set(
        "svg g path line polyline polygon rect circle ellipse text tspan defs use symbol lineargradient radialgradient stop clippath mask pattern marker desc");

    /// <summary>
    /// Elements of the page that sections of a notebook stand in become a plain block, so that no markup of a notebook can close one of the page's own.
    /// </summary>
    public static FrozenSet<string> Blocks { get; } = Set("article aside body footer header main nav section hgroup fieldset form center");

    public static FrozenSet<string> Void { get; } = Set("br hr img input wbr col source");

    /// <summary>Elements whose content is no markup; with them goes their content.</summary>
    public static FrozenSet<string> RawText { get; } = Set("script style iframe noembed noframes noscript xmp textarea title plaintext");

    /// <summary>Elements that go with their content, which may be markup.</summary>
    public static FrozenSet<string> Dropped { get; } = Set(
        "template object applet select datalist frameset math head foreignobject animate animatemotion animatetransform set metadata filter");

    /// <summary>Start tags that end an open paragraph (HTML Standard, 13.2.6.4.7).</summary>
    public static FrozenSet<string> EndParagraph { get; } = Set(
        "address blockquote center details div dl dd dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary table ul");

    /// <summary>Attributes of every element. No <c>name</c> (it shadows properties of the document) and no <c>data-*</c> (the page's own scripts look for them).</summary>
    public static FrozenSet<string> Attributes { get; } = Set("class id title dir lang role align valign width height bgcolor");

    private static readonly FrozenSet<string> SvgAttributes = Set(
        "viewbox preserveaspectratio xmlns version d points x y x1 y1 x2 y2 cx cy r rx ry dx dy fx fy rotate transform fill fill-opacity fill-rule "
        + "stroke stroke-width stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity opacity color "
        + "font-family font-size font-weight font-style text-anchor dominant-baseline alignment-baseline offset stop-color stop-opacity gradientunits gradienttransform "
        + "spreadmethod clip-path clip-rule mask maskunits maskcontentunits marker-start marker-mid marker-end markerwidth markerheight markerunits refx refy orient "
        + "patternunits patterncontentunits patterntransform shape-rendering text-rendering vector-effect visibility display letter-spacing textlength lengthadjust");

    private static readonly FrozenDictionary<string, FrozenSet<string>> OfElement = new Dictionary<string, FrozenSet<string>>
    {
        ["a"] = Set("href"),
        ["img"] = Set("alt"),
        ["td"] = Set("colspan rowspan headers nowrap"),
        ["th"] = Set("colspan rowspan headers scope abbr nowrap"),
        ["col"] = Set("span"),
        ["colgroup"] = Set("span"),
        ["table"] = Set("border cellpadding cellspacing"),
        ["ol"] = Set("start type reversed"),
        ["ul"] = Set("type"),
        ["li"] = Set("value"),
        ["time"] = Set("datetime"),
        ["label"] = Set("for"),
        ["input"] = Set("checked disabled"),
        ["details"] = Set("open"),
        ["font"] = Set("color size face"),
        ["progress"] = Set("value max"),
        ["meter"] = Set("value max min low high optimum"),
        ["audio"] = Set("controls loop muted"),
        ["video"] = Set("controls loop muted"),
        ["source"] = Set("type"),
        ["svg"] = Set("focusable"),
    }.ToFrozenDictionary();

    public static bool HasAttribute(string element, string attribute, bool isSvg) =>
        Attributes.Contains(attribute)
        || attribute.StartsWith("aria-", StringComparison.Ordinal)
        || (OfElement.TryGetValue(element, out FrozenSet<string>? own) && own.Contains(attribute))
        || (isSvg && SvgAttributes.Contains(attribute));

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
