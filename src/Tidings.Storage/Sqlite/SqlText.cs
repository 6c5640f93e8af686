using System.Collections.Frozen;

namespace Tidings.Storage.Sqlite;

/// <summary>The statements of the .sql files beside this one: a file a group, a line <c>-- name</c> above each.</summary>
internal static class SqlText
{
    static readonly FrozenDictionary<string, string> Statements = Load();

    public static string Get(string name) => Statements[name];

    /// <summary>The migrations in their order: <c>Sqlite/Schema/0001-tables.sql</c> is version 1.</summary>
    public static IReadOnlyList<string> Migrations { get; } = Scripts("Sqlite/Schema/");

    /// <summary>Those of the file of keys.</summary>
    public static IReadOnlyList<string> KeyMigrations { get; } = Scripts("Sqlite/Keys/Schema/");

    static string[] Scripts(string folder) => [.. Names(folder).Order(StringComparer.Ordinal).Select(Read)];

    static FrozenDictionary<string, string> Load()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Names("Sqlite/").Where(static name => !name.Contains("/Schema/", StringComparison.Ordinal)))
        {
            var group = Path.GetFileNameWithoutExtension(file);
            foreach (var part in ("\n" + Read(file)).Split("\n-- ", StringSplitOptions.RemoveEmptyEntries))
            {
                var (name, text) = part.Split('\n', 2) is [var head, var rest] ? (head.Trim(), rest.Trim()) : throw new FormatException(file);
                found.Add($"{group}/{name}", text);
            }
        }
        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    static IEnumerable<string> Names(string folder) =>
        typeof(SqlText).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal));

    static string Read(string name)
    {
        using var reader = new StreamReader(typeof(SqlText).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
