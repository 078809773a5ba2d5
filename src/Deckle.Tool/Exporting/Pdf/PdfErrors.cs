namespace Deckle.Tool.Exporting.Pdf;

/// <summary>The errors of printing.</summary>
internal static class PdfErrors
{
    public static DeckleException NoBrowser(IEnumerable<string> searched) =>
        new("pdf-no-browser", "no Chromium was found, and PDF is printed with one", "install one: apt-get install chromium")
        {
            Kind = ErrorKind.Unavailable,
            Facts = [("searched on PATH", string.Join(", ", searched))],
        };

    public static DeckleException Failed(string program, string why) =>
        new("pdf-not-printed", $"{program} printed no PDF: {why}", "export to HTML and print that in a browser to see more") { Kind = ErrorKind.Unavailable };

    public static DeckleException TimedOut(string program, TimeSpan timeout) =>
        new("pdf-timeout", $"{program} had not printed the PDF after {timeout.TotalSeconds:0} s", "export to HTML and print that in a browser") { Kind = ErrorKind.Unavailable };
}
