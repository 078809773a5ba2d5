using Deckle.Tool.Tests.Browser;
using Deckle.Tool.Tests.Serving;

namespace Deckle.Tool.Tests.MergePage;

/// <summary>A merge that a server shows on an open page.</summary>
internal sealed record OpenMerge(ServedDeckle Served, BrowserPage Page) : IDisposable
{
    /// <summary>Clicks on the first element that a selector finds, once there is one.</summary>
    public Task ClickAsync(string selector) => Page.ClickAsync($"document.querySelector({Quoted(selector)})");

    /// <summary>Waits until the page's status line says something.</summary>
    public Task UntilStatusAsync(string status) => Page.UntilAsync($"document.getElementById('status').textContent === {Quoted(status)}");

    /// <summary>Saves what has no conflict left.</summary>
    public async Task SaveAsync()
    {
        await ClickAsync("#save");
        await UntilStatusAsync("Saved.");
    }

    public void Dispose() => Served.Dispose();

    private static string Quoted(string text) => $"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'";
}
