using System.Globalization;

namespace Tidings.Security.Keys.Providers;

/// <summary>A root key and which version of it, as an id: <c>file:3f2a91c0d4e5b6a7:2</c>.</summary>
internal readonly record struct RootVersion(string Root, int Version)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Root}:{Version}");

    /// <summary>The version in an id of this root key.</summary>
    /// <exception cref="KeyRefusedException">It is an id of another root key, or none.</exception>
    public static int Of(string root, string id)
    {
        var colon = id.LastIndexOf(':');
        return colon > 0 && id.AsSpan(0, colon).SequenceEqual(root)
            && int.TryParse(id.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0
                ? version : throw Refusals.OtherRoot();
    }
}
