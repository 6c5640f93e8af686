using System.Globalization;
using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Server.Host.Doctor;

/// <summary>Whether the two files of the store open, have tables that this version knows, and are whole.</summary>
internal static class DatabaseCheck
{
    const string Restore = "Stop the node, keep a copy of the folder, and restore the newest backup (docs/storage.md).";

    /// <summary>They are an older release's: a start of this one's node comes first.</summary>
    public static bool AwaitsUpgrade(string folder)
    {
        try
        {
            return DatabaseLook.IsThere(folder) && DatabaseLook.OfData(folder, static () => true) is var found && found.Tables < found.Known;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreRefusedException)
        {
            return false;
        }
    }

    public static IReadOnlyList<DoctorFinding> Run(DoctorVisit visit)
    {
        if (!DatabaseLook.IsThere(visit.Folder))
        {
            return File.Exists(Path.Combine(visit.Folder, SqliteKeyStore.FileName))
                ? [DoctorFinding.Wrong("database", "there are keys and no data", "Put tidings.db back beside keys.db, or give --data the node's folder.")]
                : [DoctorFinding.Good("database", "none yet: a node makes it at its first start")];
        }
        List<DoctorFinding> found = [Of("database", visit, DatabaseLook.OfData)];
        if (File.Exists(Path.Combine(visit.Folder, SqliteKeyStore.FileName)))
            found.Add(Of("keys.db", visit, DatabaseLook.OfKeys));
        return found;
    }

    static DoctorFinding Of(string what, DoctorVisit visit, Func<string, Func<bool>, DatabaseFinding> look)
    {
        try
        {
            var (tables, known, wrong, whole, newest) = look(visit.Folder, visit.Enough());
            if (wrong is not null)
                return DoctorFinding.Wrong(what, $"damaged: {wrong}", Restore);
            var read = whole ? "whole" : string.Create(CultureInfo.InvariantCulture, $"nothing wrong in the first {DoctorVisit.LongestReading.TotalSeconds:0} s of reading it");
            return DoctorFinding.Good(what, string.Create(CultureInfo.InvariantCulture, $"{read}, tables {tables}{(tables < known ? $" (the next start makes them {known})" : "")}{(newest is { } at ? $", newest event {at:yyyy-MM-dd HH:mm:ss}Z" : "")}"));
        }
        catch (StoreUnavailableException failure)
        {
            return DoctorFinding.Wrong(what, $"does not open: {failure.Message}", $"See that this user may read it. If it is damaged: {Restore}");
        }
        catch (StoreRefusedException refused)
        {
            return DoctorFinding.Wrong(what, refused.Message, "Use the release that wrote it, or a later one.");
        }
    }
}
