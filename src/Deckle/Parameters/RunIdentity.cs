namespace Deckle.Parameters;

/// <summary>What a path may say of the run itself: papermill's <c>pm</c>.</summary>
/// <param name="RunUuid">The run's id, as <c>{pm[run_uuid]}</c>.</param>
/// <param name="Now">
/// The time, in the local zone: <c>{pm[current_datetime_local]}</c> is its wall clock, <c>{pm[current_datetime_utc]}</c> the same moment in UTC.
/// </param>
public sealed record RunIdentity(string RunUuid, DateTimeOffset Now);
