using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;
using Tidings.Server.Intake.Events;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Server.Partitions;

namespace Tidings.Server.Intake.Customers;

/// <summary><c>POST /v1/customers/import</c> and <c>/v1/accounts/import</c>: CSV, streamed.</summary>
internal sealed class ImportDoor(
    EventPump pump, IntakeGate gate, IAccountDirectory accounts, NumberingPlan numbers, CustomerDefaults defaults, CustomerActs acts,
    IOptions<IntakeOptions> options, TimeProvider clock)
{
    const string Mapping = "map.";

    public async Task<IResult> Customers(HttpContext http)
    {
        if (Asked(http, out var dryRun, out var mapping, out var encoding) is { } wrong)
            return wrong;
        var (import, row) = (NewImport(), 0L);
        var run = new ImportRun<ProfileUpdate>(dryRun, async (batch, cancel) =>
        {
            var now = clock.GetUtcNow();
            var events = new BankEvent[batch.Count];
            for (var i = 0; i < events.Length; i++)
                events[i] = new()
                {
                    Source = CustomersDoor.Source, Id = string.Create(CultureInfo.InvariantCulture, $"{import}-{++row}"), Type = EventTypes.CustomerUpdated,
                    Time = now, Customer = batch[i].Profile.Id, Profile = batch[i].Profile, ProfileKeeps = batch[i].Keeps,
                };
            return await pump.Accept(events, cancel);
        });
        var reader = new CustomerImport(numbers, defaults.Language, defaults.TimeZone);
        return await Run(http, "customer", import, run, reader.Read(http.Request.Body, encoding, mapping, http.RequestAborted));
    }

    string NewImport() => Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");

    public async Task<IResult> Accounts(HttpContext http)
    {
        if (Asked(http, out var dryRun, out var mapping, out var encoding) is { } wrong)
            return wrong;
        var run = new ImportRun<AccountUpdate>(dryRun, async (batch, cancel) =>
        {
            var outcomes = new EventOutcome[batch.Count];
            var free = new List<AccountUpdate>(batch.Count);
            for (var i = 0; i < outcomes.Length; i++)
                if (AccountsDoor.IbanOfAnother(accounts, batch[i].Account) is { } taken)
                    outcomes[i] = EventOutcome.Refused(taken);
                else
                {
                    outcomes[i] = EventOutcome.AcceptedSilently;
                    free.Add(batch[i]);
                }
            await accounts.Update(free, cancel);
            return outcomes;
        });
        return await Run(http, "account", NewImport(), run, AccountImport.Read(http.Request.Body, encoding, mapping, http.RequestAborted));
    }

    async ValueTask<IResult> Run<T>(HttpContext http, string what, string import, ImportRun<T> run, IAsyncEnumerable<ImportRecord<T>> records) where T : class
    {
        if (!gate.TryHoldFile())
            return Files.FilesDoor.TooMany(options.Value);
        try
        {
            var report = await Recorded(http.Caller().Identity, what, import, run, records, http.RequestAborted);
            return Answer(run.Broken, run.Busy, report);
        }
        finally
        {
            gate.ReleaseFile();
        }
    }

    // Whoever goes away in the middle of his file has changed what was taken of it until then.
    async ValueTask<ImportReport> Recorded<T>(string actor, string what, string import, ImportRun<T> run, IAsyncEnumerable<ImportRecord<T>> records, CancellationToken cancel) where T : class
    {
        try
        {
            return await run.Run(records, cancel);
        }
        finally
        {
            if (!run.DryRun)
                await acts.Imported(actor, what, import, run.Read, run.Accepted, run.Refused);
        }
    }

    IResult Answer(bool broken, bool busy, ImportReport report) => (broken, busy) switch
    {
        (true, _) => new Problem(ProblemCodes.InvalidFile)
        {
            Detail = "The file could not be read to its end. What came before is counted in the report.", Report = json => IntakeJson.Write(json, report),
        },
        (_, true) => new Problem(ProblemCodes.Busy)
        {
            Detail = "Not all of it was taken. Send the file again: what was taken is only written again.", RetryAfter = options.Value.RetryAfterSeconds,
            Report = json => IntakeJson.Write(json, report),
        },
        _ => Results.Json(report, IntakeJson.Answers.ImportReport),
    };

    Problem? Asked(HttpContext http, out bool dryRun, out Dictionary<string, string> mapping, out Encoding? encoding)
    {
        (dryRun, mapping, encoding) = (false, new(StringComparer.Ordinal), null);
        var request = http.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)
            || !TryEncoding(type.Charset.Value?.Trim('"'), out encoding) || request.Headers.ContentEncoding.Count > 0)
            return new(ProblemCodes.UnsupportedMediaType) { Detail = "Send text/csv, without Content-Encoding. The charset may be utf-8, utf-16, iso-8859-1, iso-8859-9, iso-8859-15, windows-1252 or windows-1254." };
        foreach (var (name, values) in request.Query)
            if (name.StartsWith(Mapping, StringComparison.Ordinal) && values is [{ Length: > 0 } column])
                mapping[name[Mapping.Length..]] = column;
            else if (name != "dryRun" || !bool.TryParse(values, out dryRun))
                return new(ProblemCodes.InvalidParameter) { Detail = "The query may have dryRun=true or false, and map.FIELD=COLUMN." };
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.Value.MaxFileBytes;
        return null;
    }

    static bool TryEncoding(string? charset, out Encoding? encoding)
    {
        (var known, encoding) = charset?.ToLowerInvariant() switch
        {
            null or "" or "utf-8" => (true, (Encoding?)null),
            "utf-16" => (true, new UnicodeEncoding(false, true, throwOnInvalidBytes: true)),
            "iso-8859-1" => (true, Encoding.Latin1),
            { } other => (BankEncodings.Find(other) is not null, BankEncodings.Find(other)),
        };
        return known;
    }
}
