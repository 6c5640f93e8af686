using Tidings.Core.Events;

namespace Tidings.Core.Decide.Policies;

/// <summary>The packs that come with the product, from the folder packs. A bank switches them on by its settings.</summary>
public static class ShippedPacks
{
    const string Prefix = "policies/";

    /// <summary>By id.</summary>
    public static IReadOnlyList<PolicyPack> All { get; } = Load();

    static PolicyPack[] Load()
    {
        var assembly = typeof(ShippedPacks).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var errors = new List<FieldError>();
            return PolicyPackReader.Read(bytes.ToArray(), errors) ?? throw new InvalidOperationException($"The shipped pack {name} is wrong: {errors[0]}");
        })];
    }
}
