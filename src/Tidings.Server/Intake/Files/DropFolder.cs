using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Core.Ports;

namespace Tidings.Server.Intake.Files;

/// <summary>
/// Files that are laid into <c>incoming</c> are taken in the order of their names and moved to <c>done</c> or <c>failed</c>, a report beside each.
/// A file leaves <c>incoming</c> only when all of it is accounted for, so after a crash it is simply read again: its events keep their ids,
/// and those that were accepted are duplicates. Nothing is ever deleted or overwritten.
/// </summary>
internal sealed class DropFolder(FilePump pump, IOptions<IntakeOptions> options, TimeProvider clock, ILogger<DropFolder> log) : BackgroundService
{
    const string ReportSuffix = ".report.json";
    static readonly string[] Unfinished = [".tmp", ".part", ".filepart", ".crdownload", ReportSuffix];

    readonly record struct Seen(long Length, DateTime Written);

    readonly Dictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    string Folder(string name) => Path.Combine(options.Value.DropFolder!, name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.DropFolder is null)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.DropFolderSeconds), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            // Whatever it is, the next look tries again: a file must not end the process.
            catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException))
            {
                IntakeLog.FolderFailed(log, failure.GetType().Name);
            }
        }
    }

    /// <summary>Looks once. A file is taken when its size and time are the same as at the look before: whoever writes it has finished.</summary>
    internal async Task Sweep(CancellationToken cancel)
    {
        foreach (var name in (ReadOnlySpan<string>)["incoming", "done", "failed"])
            Directory.CreateDirectory(Folder(name));
        var there = FirstByName(new DirectoryInfo(Folder("incoming")).EnumerateFiles(), options.Value.DropFolderFiles);
        Forget(there);
        var looks = Array.ConvertAll(there, Looked);
        for (var i = 0; i < there.Length; i++)
            switch (looks[i])
            {
                case Look.Complete when !await Take(there[i], cancel):
                    return; // not now: the next look begins with the same file
                case Look.Growing:
                    return; // files are taken in the order of their names: those behind wait until it is whole
            }
    }

    /// <summary>However many there are, memory holds no more than are taken.</summary>
    static FileInfo[] FirstByName(IEnumerable<FileInfo> files, int most)
    {
        var first = new SortedSet<FileInfo>(Comparer<FileInfo>.Create(static (a, b) => string.CompareOrdinal(a.Name, b.Name)));
        foreach (var file in files.Where(IsOne))
            if (first.Add(file) && first.Count > most)
                first.Remove(first.Max!);
        return [.. first];
    }

    static bool IsOne(FileInfo file) =>
        !file.Name.StartsWith('.') && file.LinkTarget is null && !Unfinished.Any(suffix => file.Name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));

    enum Look : byte { Growing, Complete }

    Look Looked(FileInfo file)
    {
        var now = new Seen(file.Length, file.LastWriteTimeUtc);
        var stable = _seen.TryGetValue(file.Name, out var before) && before == now;
        _seen[file.Name] = now;
        return stable ? Look.Complete : Look.Growing;
    }

    void Forget(FileInfo[] there)
    {
        foreach (var gone in _seen.Keys.Except(there.Select(f => f.Name), StringComparer.Ordinal).ToArray())
            _seen.Remove(gone);
    }

    /// <returns>False: nothing can be taken for now, neither this file nor those behind it.</returns>
    async Task<bool> Take(FileInfo file, CancellationToken cancel)
    {
        if (file.Length > options.Value.MaxFileBytes)
        {
            Leave(file, Folder("failed"), FileReport.TooLarge(options.Value.MaxFileBytes));
            IntakeLog.FileTooLarge(log, Hash(file.Name), options.Value.MaxFileBytes);
            return true;
        }
        FileEnd end;
        FileReport report;
        try
        {
            await using var stream = new FileStream(file.FullName, new FileStreamOptions
            {
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 64 * 1024, Share = FileShare.Read,
            });
            (end, report) = await pump.Take(stream, options.Value.DropFolderAs, Reach.Live, tell: true, cancel);
        }
        catch (StoreUnavailableException failure)
        {
            IntakeLog.FileWaits(log, Hash(file.Name), failure.GetType().Name);
            return false;
        }
        // This file cannot be read; those behind it may.
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            IntakeLog.FileWaits(log, Hash(file.Name), failure.GetType().Name);
            return true;
        }
        if (end == FileEnd.Busy)
        {
            IntakeLog.FileWaits(log, Hash(file.Name), "busy");
            return false;
        }
        Leave(file, Folder(end == FileEnd.Read ? "done" : "failed"), report);
        IntakeLog.FileTaken(log, end == FileEnd.Read ? "done" : "failed", report.Entries, report.Accepted, report.Duplicates, report.Refused + report.RefusedEntries);
        return true;
    }

    static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 4));

    // 1. The report, whole, under its last name. A crash here: the file is read again and gets another report.
    // 2. The file, by a rename. From now on it is out of incoming.
    static void Leave(FileInfo file, string folder, FileReport report)
    {
        var name = Free(folder, file.Name);
        var target = Path.Combine(folder, name + ReportSuffix);
        File.WriteAllBytes(target + ".tmp", IntakeJson.Indented(report));
        File.Move(target + ".tmp", target);
        file.MoveTo(Path.Combine(folder, name));
    }

    static string Free(string folder, string name)
    {
        var free = name;
        for (var i = 2; File.Exists(Path.Combine(folder, free)) || File.Exists(Path.Combine(folder, free + ReportSuffix)); i++)
            free = $"{name}.{i}";
        return free;
    }
}
