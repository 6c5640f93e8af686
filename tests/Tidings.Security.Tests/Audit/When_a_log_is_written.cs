using Tidings.Security.Audit.Log;

namespace Tidings.Security.Tests.Audit;

public sealed class When_a_log_is_written
{
    [Fact]
    public void A_durable_files_name_is_synced_once_it_stands_there()
    {
        var place = Directory.CreateTempSubdirectory("tidings-log-");
        try
        {
            var synced = new List<(string Folder, string Held)>();
            var folder = new LogFolder(place.FullName) { SyncFolder = path => synced.Add((path, File.ReadAllText(Path.Combine(path, "checkpoint")))) };
            folder.Write("checkpoint", "one"u8, durable: true);
            folder.Write("tile/0/000.p/1", "a tile"u8);
            folder.Write("checkpoint", "two"u8, durable: true);
            Assert.Equal([(place.FullName, "one"), (place.FullName, "two")], synced);
            // That of a real folder does what it says, or says that it cannot.
            new LogFolder(place.FullName).Write("checkpoint", "three"u8, durable: true);
            if (OperatingSystem.IsLinux())
                Assert.Throws<IOException>(() => new LogFolder(place.FullName).SyncFolder(Path.Combine(place.FullName, "none")));
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }
}
