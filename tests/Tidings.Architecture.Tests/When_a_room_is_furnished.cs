namespace Tidings.Architecture.Tests;

public sealed class When_a_room_is_furnished
{
    const int LongestFile = 500;
    static readonly string[] NamelessRooms = ["Common", "Utils", "Util", "Helpers", "Managers", "Misc", "Shared"];

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Assert.Empty(Repository.SourceFiles("src").Where(static file => File.ReadLines(file).Skip(LongestFile).Any()).Select(Path.GetFileName));

    [Fact]
    public void No_room_is_nameless() =>
        Assert.Empty(Repository.SourceFiles("src").Concat(Repository.SourceFiles("tests"))
            .Where(static file => Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Intersect(NamelessRooms).Any()).Select(Path.GetFileName));

    [Fact]
    public void Namespaces_are_the_folders_names()
    {
        var wrong = from file in Repository.SourceFiles("src")
                    let relative = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), file)
                    let expected = Path.GetDirectoryName(relative)!.Replace(Path.DirectorySeparatorChar, '.')
                    let declared = File.ReadLines(file).FirstOrDefault(static line => line.StartsWith("namespace ", StringComparison.Ordinal))
                    where declared is not null && declared["namespace ".Length..].TrimEnd(';') != expected
                    select $"{relative}: {declared}, expected {expected}";
        Assert.Empty(wrong);
    }
}
