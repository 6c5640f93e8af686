namespace Tidings.Server.Deliver.Settings;

/// <summary>An option that is a secret, or that may quote one. Where a carrier's settings are shown or kept, a keyed hash stands in its place, and of a dictionary in the place of each value.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretAttribute : Attribute;
