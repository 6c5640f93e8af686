using Microsoft.Extensions.Configuration;
using Tidings.Security.Keys.Providers;
using Tidings.Server.Audit;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Routing;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Intake;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Partitions;
using Tidings.Server.Tell;
using Tidings.Server.Track.Replies;
using Tidings.Server.Track.Retention;
using Tidings.Server.Verify;
using Tidings.Server.Verify.Passkeys;
using Tidings.Server.Verify.SimSwaps;

namespace Tidings.Server.Host;

/// <summary>
/// What the configuration may say: each section and the options in it. A word that is none of these is told at the start, since an operator who
/// writes <c>Carrier:Tls=true</c> must not send a password in the clear because of a name.
/// </summary>
internal static class ConfigurationSections
{
    public static IReadOnlyList<(string Section, Type Options)> All { get; } =
    [
        (NodeOptions.Section, typeof(NodeOptions)),
        (TlsOptions.Section, typeof(TlsOptions)),
        (BankOptions.Section, typeof(BankOptions)),
        (AccessOptions.Section, typeof(AccessOptions)),
        (LimitsOptions.Section, typeof(LimitsOptions)),
        ("Intake", typeof(IntakeOptions)),
        ("Partitions", typeof(PartitionOptions)),
        (CarrierOptions.Section, typeof(CarrierOptions)),
        (RoutingOptions.Section, typeof(RoutingOptions)),
        (KeysOptions.Section, typeof(KeysOptions)),
        (KeyProviderOptions.Section, typeof(KeyProviderOptions)),
        (AuditOptions.Section, typeof(AuditOptions)),
        (TellOptions.Section, typeof(TellOptions)),
        (ReplyOptions.Section, typeof(ReplyOptions)),
        (RetentionOptions.Section, typeof(RetentionOptions)),
        (VerifyOptions.Section, typeof(VerifyOptions)),
        (SimSwapOptions.Section, typeof(SimSwapOptions)),
        (CustomerPasskeyOptions.Section, typeof(CustomerPasskeyOptions)),
        (FraudOptions.Section, typeof(FraudOptions)),
    ];

    /// <summary>The options of a section by their full names, those of nested sections in their place: <c>Carrier:Tls:Enabled</c>.</summary>
    public static IEnumerable<string> NamesOf(string section, Type options) => options.GetProperties().SelectMany(property =>
        IsSection(property.PropertyType) ? NamesOf($"{section}:{property.Name}", property.PropertyType) : [$"{section}:{property.Name}"]);

    /// <summary>What is configured and means nothing, a sentence each. Values are never repeated: they may be secrets.</summary>
    public static IReadOnlyList<string> Unknown(IConfiguration configuration) =>
    [
        .. All.GroupBy(static known => known.Section, static known => known.Options).SelectMany(known => Unknown(configuration.GetSection(known.Key), [.. known])),
        .. configuration.GetSection(CarrierNames.Section).GetChildren().SelectMany(static carrier => Unknown(carrier, [typeof(CarrierOptions)])),
    ];

    /// <summary>A section may be shared: each room has its own options in it.</summary>
    static IEnumerable<string> Unknown(IConfigurationSection section, Type[] options)
    {
        foreach (var child in section.GetChildren())
        {
            var property = options.SelectMany(static type => type.GetProperties()).FirstOrDefault(p => p.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                yield return $"{child.Path} is not an option. See docs/configuration.md.";
            else if (ElementOf(property.PropertyType) is { } element)
                foreach (var nested in child.GetChildren().SelectMany(one => Unknown(one, [element])))
                    yield return nested;
            else if (!IsSection(property.PropertyType))
                continue;
            else if (!string.IsNullOrEmpty(child.Value))
                yield return $"{child.Path} has options of its own: {string.Join(", ", NamesOf(child.Path, property.PropertyType))}.";
            else
                foreach (var nested in Unknown(child, [property.PropertyType]))
                    yield return nested;
        }
    }

    /// <summary>A list of sections, each with the same options: their type. Null: it is none.</summary>
    static Type? ElementOf(Type type) => type.IsArray && IsSection(type.GetElementType()!) ? type.GetElementType() : null;

    // A dictionary has names of the operator's own.
    static bool IsSection(Type type) => type is { IsClass: true, IsArray: false } && type != typeof(string) && !type.IsAssignableTo(typeof(System.Collections.IDictionary));
}
