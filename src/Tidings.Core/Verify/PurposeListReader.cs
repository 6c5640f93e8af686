using System.Text.Json;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Limits;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Verify.Guards;

namespace Tidings.Core.Verify;

/// <summary>Reads a list of purposes from JSON, and names every member that is wrong.</summary>
public static class PurposeListReader
{
    const int MostPurposes = 50, MostDurable = 100, MostTriggers = 16;
    /// <summary>A code that approves a payment is worth more to a thief.</summary>
    const int FewestForPayments = 8;

    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static PurposeList? Read(ReadOnlyMemory<byte> json, List<FieldError> errors) =>
        DocumentReader.Whole(json, errors, root => Read(new DocumentReader(root, "", errors)));

    static PurposeList? Read(DocumentReader reader)
    {
        var list = new PurposeList
        {
            Purposes = reader.List("purposes", true, MostPurposes, (item, at) => OnePurpose(new(item, at, reader.Errors))),
            Limits = reader.Object("limits") is { } limits ? Limits(limits) : new(),
            Guards = reader.Object("guards") is { } guards ? GuardReader.Settings(guards) : new(),
        };
        foreach (var twice in list.Purposes.CountBy(static purpose => purpose.Id).Where(static count => count.Value > 1))
            reader.Wrong("purposes", FieldCodes.Repeated, $"The id {twice.Key} stands twice.", "Name one otherwise.");
        reader.Done();
        return reader.Errors.Count == 0 ? list : null;
    }

    static Purpose OnePurpose(DocumentReader reader)
    {
        var standard = new Purpose { Id = "", Template = "" };
        var purpose = standard with
        {
            Id = reader.Text("id", 40, PolicyPackReader.IsWord, "Write lower case letters, digits and hyphens."),
            Title = reader.TryGet("title", out var title) && title.ValueKind == JsonValueKind.String && title.GetString()!.Length == 0 ? "" : reader.Text("title", 100, otherwise: ""),
            Template = reader.Text("template", 40, PolicyPackReader.IsWord, "Write a template's id."),
            VoiceTemplate = reader.TryGet("voiceTemplate", out _) ? reader.Text("voiceTemplate", 40, PolicyPackReader.IsWord, "Write a template's id.") : null,
            Length = reader.WholeNumber("length", Purpose.FewestCharacters, Purpose.MostCharacters) ?? standard.Length,
            Alphabet = reader.Enum<CodeAlphabet>("alphabet", standard.Alphabet),
            Validity = reader.Duration("validity", Purpose.ShortestValidity, Purpose.LongestValidity, needed: false) ?? standard.Validity,
            Tries = reader.WholeNumber("tries", 1, Purpose.MostTries) ?? standard.Tries,
            Cooldown = reader.Duration("cooldown", Purpose.ShortestCooldown, Purpose.LongestCooldown, needed: false) ?? standard.Cooldown,
            Resends = reader.WholeNumber("resends", 0, Purpose.MostResends) ?? standard.Resends,
            Resend = reader.Enum<ResentCode>("resend", standard.Resend),
            AnyNumber = reader.Flag("anyNumber", standard.AnyNumber),
            Site = reader.TryGet("site", out _)
                ? reader.Text("site", 253, static site => OriginBoundCode.IsDomain(site), "Write the site's name as the address bar has it, without https: bank.example. Other letters than a to z in their ASCII form.").ToLowerInvariant()
                : null,
            Binds = reader.Enum<PurposeBinding>("binds", standard.Binds),
            BegunBy = reader.List("begunBy", false, MostTriggers, (item, at) => BegunByReader.Read(new(item, at, reader.Errors))),
            Means = reader.TryGet("means", out _) ? PurposeMeansReader.Read(reader) : standard.Means,
            Countries = GuardReader.Countries(reader),
            NumberTypes = GuardReader.NumberTypes(reader),
            Changed = GuardReader.Hold(reader, "changed", mayBeUnknown: false),
            SimSwap = GuardReader.Hold(reader, "simSwap", mayBeUnknown: true),
        };
        if (purpose is { Binds: PurposeBinding.Payment, Length: < FewestForPayments })
            reader.Wrong("length", FieldCodes.Range, $"A code that approves a payment has {FewestForPayments} characters at least.", $"Write {FewestForPayments} or more.");
        PurposeMeansReader.Check(reader, purpose);
        reader.Done();
        return purpose;
    }

    static VerificationLimits Limits(DocumentReader reader)
    {
        var standard = new VerificationLimits();
        var limits = new VerificationLimits
        {
            Customer = Limit(reader, "customer", standard.Customer, durable: true),
            Wrong = Limit(reader, "wrong", standard.Wrong, durable: true),
            Phone = Limit(reader, "phone", standard.Phone),
            Prefix = Limit(reader, "prefix", standard.Prefix),
            Country = Limit(reader, "country", standard.Country),
            Session = Limit(reader, "session", standard.Session),
            Ip = Limit(reader, "ip", standard.Ip),
            Device = Limit(reader, "device", standard.Device),
        };
        reader.Done();
        return limits;
    }

    static TextLimit Limit(DocumentReader reader, string member, TextLimit standard, bool durable = false)
    {
        if (reader.Object(member) is not { } limit)
            return standard;
        var read = new TextLimit(
            limit.WholeNumber("most", durable ? 1 : 0, durable ? MostDurable : TextLimit.Greatest) ?? standard.Most,
            limit.Duration("within", TextLimit.Shortest, TextLimit.Longest, needed: false) ?? standard.Within);
        limit.Done();
        return read;
    }
}
