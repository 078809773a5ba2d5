namespace Deckle.Tool.Settings;

/// <summary>Who set a value; the later of them wins.</summary>
internal enum SettingOrigin
{
    Default,
    File,
    Environment,
    Option,
}
