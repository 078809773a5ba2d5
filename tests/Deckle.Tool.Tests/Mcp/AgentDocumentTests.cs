using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deckle.Tool.Tests.Mcp;

/// <summary>What agents and their users are told names the tools that there are.</summary>
public sealed partial class AgentDocumentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("docs/agents.md")]
    [InlineData("skills/notebooks/SKILL.md")]
    public async Task Every_tool_is_described_and_every_described_tool_exists(string document)
    {
        await using StdioClient client = await StdioClient.StartAsync(folder.Path);
        JsonObject listed = await client.AskAsync("tools/list");
        string[] tools = [.. listed["result"]!["tools"]!.AsArray().Select(tool => tool!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal)];

        string[] named = [.. ToolName().Matches(File.ReadAllText(Repository.Path(document.Split('/')))).Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(tools, named);
    }

    [Fact]
    public void The_skill_has_the_front_matter_of_agent_skills()
    {
        string[] lines = File.ReadAllLines(Repository.Path("skills", "notebooks", "SKILL.md"));

        Assert.Equal("---", lines[0]);
        Assert.Equal("name: notebooks", lines[1]);
        Assert.StartsWith("description: ", lines[2], StringComparison.Ordinal);
        Assert.InRange(lines[2].Length, 50, 1024);
        Assert.InRange(lines.Length, 20, 500);
    }

    // Names of tools begin with what they are about; arguments such as cell_id and wait_seconds do not end as they do.
    [GeneratedRegex("`(?<name>(?:notebook|cell|output|parameters|run|runs|scraps|session|sessions|kernels)_(?!id`|path`|mime`)[a-z]+)`")]
    private static partial Regex ToolName();
}
