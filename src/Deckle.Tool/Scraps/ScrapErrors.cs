namespace Deckle.Tool.Scraps;

/// <summary>The errors of reading and moving scraps.</summary>
internal static class ScrapErrors
{
    public static DeckleException NotFound(string name, IEnumerable<string> available)
    {
        string[] all = [.. available];
        return new("scrap-not-found", $"there is no scrap '{name}'", "check the name: upper and lower case count")
        {
            Facts = [("available", all.Length == 0 ? "none" : string.Join(", ", all))],
        };
    }

    public static DeckleException TableBroken(string name, string why) =>
        new("scrap-table-broken", $"the table of scrap '{name}' cannot be read: {why}", "run the notebook again, or restore the file");

    public static DeckleException DisplayBroken(string mediaType) =>
        new("scrap-display-broken", $"a display of {mediaType} cannot be written: it is not Base64", "run the notebook again, or restore the file");

    public static DeckleException NotNumeric(string name, string seen) =>
        new("scrap-not-numeric", $"scrap '{name}' cannot be drawn: it is {seen} in every run", "choose a scrap that is a number or a list of numbers");
}
