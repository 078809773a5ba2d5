namespace Deckle.Merging;

/// <summary>What actions are called in nbdime's JSON.</summary>
internal static class ActionNames
{
    public static string Of(MergeAction action) => action switch
    {
        MergeAction.Base => "base",
        MergeAction.Local => "local",
        MergeAction.Remote => "remote",
        MergeAction.Either => "either",
        MergeAction.LocalThenRemote => "local_then_remote",
        MergeAction.RemoteThenLocal => "remote_then_local",
        MergeAction.Custom => "custom",
        MergeAction.Clear => "clear",
        MergeAction.Remove => "remove",
        MergeAction.ClearAll => "clear_all",
        MergeAction.TakeMax => "take_max",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>The action of a name; null for a name that is none.</summary>
    public static MergeAction? Find(string name)
    {
        foreach (MergeAction action in Enum.GetValues<MergeAction>())
        {
            if (Of(action) == name)
            {
                return action;
            }
        }

        return null;
    }
}
