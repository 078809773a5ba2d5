namespace Deckle.Resuming;

/// <summary>The errors of continuing a run.</summary>
public static class ResumeErrors
{
    public static DeckleException NotARun() =>
        new("resume-not-a-run", "the notebook was not written by a run, so there is nothing to continue", "give the output of a failed run: deckle run --resume OUTPUT");

    public static DeckleException SecretsMissing(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new(
            "resume-secret-missing",
            $"the run that is continued had the {(names.Count == 1 ? "secret" : "secrets")} {string.Join(", ", names)}, which no notebook keeps",
            $"give {(names.Count == 1 ? "it" : "them")} again: {string.Join(' ', names.Select(name => $"--secret {name}=env:VARIABLE"))}");
    }
}
