using System.Text;

namespace Tidings.Fuzz.Mutators;

/// <summary>Changes rows of fields: fields replaced, quoted, moved and doubled; rows repeated; the separator another.</summary>
internal static class RowMutator
{
    public static byte[] Mutate(Random random, byte[] input, IReadOnlyList<string> fields)
    {
        var text = Encoding.Latin1.GetString(input);
        var separator = ",;\t|"[random.Next(4)];
        var rows = text.Split('\n').ToList();
        var at = random.Next(rows.Count);
        var row = rows[at].Split(',', ';', '\t', '|').ToList();
        var field = random.Next(row.Count);
        var value = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(fields[random.Next(fields.Count)]));
        switch (random.Next(7))
        {
            case 0: row[field] = value; break;
            case 1: row.Insert(field, value); break;
            case 2: row.RemoveAt(field); break;
            case 3: row[field] = $"\"{row[field]}\""; break;
            case 4: row[field] = $"\"{value}{separator}{value}\n\"\"\""; break;
            case 5: rows.Insert(at, rows[at]); break;
            default: return Encoding.Latin1.GetBytes(text.Replace(',', separator));
        }
        if (at < rows.Count)
            rows[at] = string.Join(random.Next(8) == 0 ? separator : ',', row);
        return Encoding.Latin1.GetBytes(string.Join('\n', rows));
    }
}
