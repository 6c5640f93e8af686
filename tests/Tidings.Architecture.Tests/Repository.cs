namespace Tidings.Architecture.Tests;

/// <summary>Finds the checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tidings.slnx")))
                return folder;
        }
        throw new DirectoryNotFoundException("No Tidings.slnx above the test's folder.");
    }

    public static IEnumerable<string> SourceFiles(string under) =>
        Directory.EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
