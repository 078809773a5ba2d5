namespace Deckle.Selecting;

/// <summary>What a run does with a cell.</summary>
public enum CellAction
{
    Run,

    /// <summary>It is not run; its outputs are removed, as a run removes those of every cell it reaches.</summary>
    Skip,

    /// <summary>It is not run, and keeps the outputs it has.</summary>
    Leave,

    /// <summary>It ran in an earlier run that this one continues: it stays as it is, its status too.</summary>
    Keep,
}
