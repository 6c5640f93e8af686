using System.Security.Cryptography;

namespace Tidings.Fuzz.Engine;

/// <summary>The kept inputs of a target: small files in a folder, named after their contents.</summary>
internal sealed class Corpus(string folder)
{
    public string Folder => folder;

    /// <summary>The folder of a target in the checkout that this was built from.</summary>
    public static Corpus Of(FuzzTarget target)
    {
        for (var root = AppContext.BaseDirectory; root is not null; root = Path.GetDirectoryName(root))
            if (File.Exists(Path.Combine(root, "Tidings.slnx")))
                return new(Path.Combine(root, "tests", "Tidings.Fuzz", "corpus", target.Name));
        throw new DirectoryNotFoundException("No Tidings.slnx above the executable.");
    }

    /// <summary>In the order of their names, so that a run is the same each time.</summary>
    public IReadOnlyList<byte[]> Read() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]
        : [];

    /// <summary>Keeps an input; the file's path.</summary>
    public string Save(byte[] input, string prefix = "")
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, prefix + Convert.ToHexStringLower(SHA256.HashData(input))[..12]);
        File.WriteAllBytes(path, input);
        return path;
    }
}
