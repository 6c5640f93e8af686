using Microsoft.Extensions.Configuration;

namespace Tidings.Server.Deliver;

/// <summary>The carriers of an installation by name, in the order in which they are preferred where no route says otherwise: <c>main</c>, then the others by name.</summary>
internal sealed class CarrierNames(IConfiguration? configuration)
{
    /// <summary>The section of the carriers besides <c>main</c>: one section each in it.</summary>
    public const string Section = "Carriers";

    public IReadOnlyList<string> All { get; } = [Carriers.Main, .. Further(configuration).Order(StringComparer.Ordinal)];

    /// <summary>Where the options of a carrier stand.</summary>
    public static string SectionOf(string? name) => string.IsNullOrEmpty(name) || name == Carriers.Main ? Settings.CarrierOptions.Section : $"{Section}:{name}";

    /// <summary>Under which name its options are kept.</summary>
    public static string OptionsName(string carrier) => carrier == Carriers.Main ? Microsoft.Extensions.Options.Options.DefaultName : carrier;

    static IEnumerable<string> Further(IConfiguration? configuration) =>
        configuration?.GetSection(Section).GetChildren().Select(static child => child.Key.ToLowerInvariant()) ?? [];
}
