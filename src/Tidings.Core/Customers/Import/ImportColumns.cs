using Tidings.Core.Events;

namespace Tidings.Core.Customers.Import;

/// <summary>A field of an import: its name here, whether a file must have it, and what else banks call it.</summary>
public sealed record ImportField(string Name, bool Required, params string[] Aliases);

/// <summary>Which column of a file holds which field. Names match whatever their case, spaces, hyphens and underscores.</summary>
internal sealed class ImportColumns
{
    const int MostIgnored = 100;
    readonly Dictionary<string, int> _at = new(StringComparer.Ordinal);
    readonly List<string> _headers = [];

    public List<string> Ignored { get; } = [];
    public List<FieldError> Errors { get; } = [];

    /// <param name="mapping">Field to column where the file calls it otherwise; beats the aliases.</param>
    public ImportColumns(IReadOnlyList<ImportField> fields, IReadOnlyList<string> headers, IReadOnlyDictionary<string, string> mapping)
    {
        _headers.AddRange(headers);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < headers.Count; i++)
            if (Normalise(headers[i]) is { Length: > 0 } name && !byName.TryAdd(name, i))
                Errors.Add(new(headers[i], FieldCodes.Repeated, "Two columns have this name.", "Rename or remove one of them."));
        foreach (var (field, column) in mapping)
            if (fields.All(f => f.Name != field))
                Errors.Add(new(field, FieldCodes.UnknownField, "The mapping names a field that there is not.", $"Map {string.Join(", ", fields.Select(f => f.Name))}."));
            else if (!byName.ContainsKey(Normalise(column)))
                Errors.Add(new(column, FieldCodes.Missing, "The mapping names a column that the file does not have.", "Name a column of the header."));
        foreach (var field in fields)
            Find(field, byName, mapping);
        var used = _at.Values.ToHashSet();
        for (var i = 0; i < headers.Count && Ignored.Count < MostIgnored; i++)
            if (!used.Contains(i))
                Ignored.Add(headers[i]);
    }

    /// <summary>The column's place, or -1: the file does not have it.</summary>
    public int IndexOf(string field) => _at.GetValueOrDefault(field, -1);

    /// <summary>The column's name as the file writes it.</summary>
    public string HeaderOf(string field) => _at.TryGetValue(field, out var at) ? _headers[at] : field;

    void Find(ImportField field, Dictionary<string, int> byName, IReadOnlyDictionary<string, string> mapping)
    {
        if (mapping.TryGetValue(field.Name, out var mapped))
        {
            if (byName.TryGetValue(Normalise(mapped), out var column))
                _at[field.Name] = column;
            return;
        }
        foreach (var name in (ReadOnlySpan<string>)[field.Name, .. field.Aliases])
            if (byName.TryGetValue(Normalise(name), out var column) && !_at.ContainsValue(column))
            {
                _at[field.Name] = column;
                return;
            }
        if (field.Required)
            Errors.Add(new(field.Name, FieldCodes.Missing, "The file has no such column.", $"Add it, or say which column it is: ?map.{field.Name}=ItsName."));
    }

    static string Normalise(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
