using System.Globalization;

namespace Tidings.Security.Tests.Vectors;

/// <summary>A case of Project Wycheproof; what its columns are stands in the README beside it.</summary>
public sealed record Vector(int Id, bool Valid, IReadOnlyList<string> Values)
{
    public byte[] Bytes(int column) => Values[column] == "-" ? [] : Convert.FromHexString(Values[column]);

    public int Number(int column) => int.Parse(Values[column], CultureInfo.InvariantCulture);

    public override string ToString() => $"tcId {Id}";

    public static TheoryData<Vector> Of(string file)
    {
        using var reader = new StreamReader(typeof(Vector).Assembly.GetManifestResourceStream(file)!);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(' '))
            .Select(static parts => new Vector(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1] == "valid", parts[2..]))];
    }
}
