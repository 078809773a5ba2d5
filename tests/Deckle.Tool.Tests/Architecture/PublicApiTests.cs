namespace Deckle.Tool.Tests.Architecture;

public class PublicApiTests
{
    public static TheoryData<string> Names() => Libraries.Names();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_public_api_changes_only_on_purpose(string library) => Snapshot.Match(PublicApi.Of(Libraries.Load(library)), library);
}
