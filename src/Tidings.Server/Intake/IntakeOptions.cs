using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Intake;

/// <summary>Limits and defaults at the doors. Section <c>Intake</c> of the configuration; checked at the start.</summary>
public sealed class IntakeOptions
{
    /// <summary>The largest body of <c>POST /v1/events</c> in bytes; larger ones are answered 413. Default 8 MiB, 1 KiB to 256 MiB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>The most events in a batch; more are answered 413. Default 1,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MaxBatchEvents { get; set; } = 1000;

    /// <summary>The most events that wait for their partitions at once; more are answered 429. Default 20,000, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxEventsInFlight { get; set; } = 20_000;

    /// <summary>The most bytes of bodies that are held at once; more are answered 429. Default 64 MiB, 1 MiB to 4 GiB.</summary>
    [Range(1024 * 1024, 4L * 1024 * 1024 * 1024)]
    public long MaxBytesInFlight { get; set; } = 64 * 1024 * 1024;

    /// <summary>After how many seconds a caller who was told 429 or 503 should try again. Default 1, 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>The largest file of <c>POST /v1/files</c> in bytes. It is streamed, never held. Default 4 GiB, 1 KiB to 1 TiB.</summary>
    [Range(1024, 1L << 40)]
    public long MaxFileBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>The <c>source</c> of events out of camt files, by every door. Default <c>/files/camt</c>.</summary>
    [Required, StringLength(512)]
    public string FileSource { get; set; } = "/files/camt";

    /// <summary>
    /// A folder in which camt files are laid under <c>incoming</c>; those taken move to <c>done</c> or <c>failed</c> beside it. Complete files only: write
    /// under a name that ends in <c>.tmp</c> and rename, or leave the file alone for two looks. Null (the default): none.
    /// </summary>
    public string? DropFolder { get; set; }

    /// <summary>Seconds between looks into the drop folder. Default 2, 1 to 3,600.</summary>
    [Range(1, 3600)]
    public int DropFolderSeconds { get; set; } = 2;

    /// <summary>What one event of a file in the drop folder is made of. Default: an entry.</summary>
    public Files.FileAs DropFolderAs { get; set; }

    /// <summary>Whether parts of files that the bank marks as sent before (<c>CpyDplctInd</c>: DUPL, COPY, CODU) are told. Default false: they are skipped.</summary>
    public bool TellCopies { get; set; }

    /// <summary>The most files and imports that are read at once; more are answered 429. Default 4, 1 to 64.</summary>
    [Range(1, 64)]
    public int MaxFilesInFlight { get; set; } = 4;

    /// <summary>Files that a look into the drop folder takes on at most, those first by name; the others wait for the next. Default 1,000, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int DropFolderFiles { get; set; } = 1_000;

    /// <summary>Whether <c>POST /v1/messages</c> sends texts that no template wrote, for callers with the scope messages:adhoc. Default false.</summary>
    public bool AdHocMessages { get; set; }

    /// <summary>ISO 3166-1 alpha-2 of phone numbers that are written without a country code. Null (the default): such numbers are refused.</summary>
    [RegularExpression("^[A-Z]{2}$")]
    public string? DefaultRegion { get; set; }

    /// <summary>
    /// Whether phone numbers must lie in ranges that libphonenumber knows to be in use. False takes any of a possible length: for fictional numbers
    /// in tests, or where a country has ranges newer than the library. Default true.
    /// </summary>
    public bool AssignedNumbersOnly { get; set; } = true;

    /// <summary>BCP 47 language of customers who have none. Default <c>en</c>.</summary>
    [Required]
    public string DefaultLanguage { get; set; } = "en";

    /// <summary>IANA time zone of customers who have none, and of dates in files without a distance from UTC. Default <c>Etc/UTC</c>.</summary>
    [Required]
    public string DefaultTimeZone { get; set; } = "Etc/UTC";
}
