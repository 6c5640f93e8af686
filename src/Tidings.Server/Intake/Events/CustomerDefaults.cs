namespace Tidings.Server.Intake.Events;

/// <summary>What a profile gets where it does not say.</summary>
internal sealed record CustomerDefaults(string Language, string TimeZone);
