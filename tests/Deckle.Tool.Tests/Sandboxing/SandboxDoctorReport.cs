using Deckle.Json;

namespace Deckle.Tool.Tests.Sandboxing;

/// <summary>What <c>deckle doctor sandbox</c> says of this machine; asked once for all tests.</summary>
internal static class SandboxDoctorReport
{
    private static readonly Lazy<Task<ProcessOutcome>> Asked = new(() => DeckleBinary.RunAsync("doctor", "sandbox", "--json"));

    public static async Task<JsonObject> ReadAsync() => SandboxFolder.Json(await Asked.Value);

    /// <summary>What it says of a mode; the test is skipped, with the doctor's reason, where there is none.</summary>
    public static async Task<IReadOnlyDictionary<string, bool>> ClaimsAsync(string mode)
    {
        JsonObject told = (await ReadAsync()).Get<JsonArray>("modes")!.OfType<JsonObject>().Single(each => each.GetText("mode") == mode);
        Assert.SkipUnless(told["available"] == JsonBoolean.True, $"no {mode} here: {told.GetText("reason")}");
        return told.Get<JsonArray>("barriers")!.OfType<JsonObject>().ToDictionary(each => each.GetText("what")!, each => each["enforced"] == JsonBoolean.True);
    }

    /// <summary>Skips the test where the doctor says that a limit cannot be enforced by counting.</summary>
    public static async Task NeedsGroupsAsync(string controller)
    {
        JsonObject machine = (await ReadAsync()).Get<JsonObject>("machine")!;
        Assert.SkipUnless(machine.Get<JsonArray>("cgroup_controllers")!.OfType<JsonString>().Any(name => name.Text == controller), $"no control groups of {controller} here");
    }
}
