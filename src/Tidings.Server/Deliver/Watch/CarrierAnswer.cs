namespace Tidings.Server.Deliver.Watch;

/// <summary>All carriers, as this node sees them now.</summary>
/// <param name="InMemory">Texts in memory, waiting and under way, of all carriers.</param>
internal sealed record CarrierList(int InMemory, IReadOnlyList<CarrierAnswer> Carriers);

/// <summary>How one carrier stands.</summary>
/// <param name="State">up: it gets texts; trying: a few; down: none; alone: it is the only one, and nothing is kept from it; awaiting-approval: its settings are not in force before somebody approves; rejected: somebody did not.</param>
/// <param name="Waiting">Texts that wait for it, by class; classes without any are left out.</param>
/// <param name="Health">By country; empty where it is the only carrier, or nothing came in the window.</param>
/// <param name="Kind">What it speaks: smpp, twilio, vonage, infobip, http.</param>
/// <param name="Voice">It makes calls, which say codes.</param>
/// <param name="Proposal">What waits for a second person, or was rejected; null: its settings are in force.</param>
internal sealed record CarrierAnswer(
    string Name, string State, IReadOnlyList<BindAnswer> Binds, IReadOnlyDictionary<string, int> Waiting, IReadOnlyList<HealthAnswer> Health, string Kind = "smpp", string? Proposal = null, bool Voice = false);

/// <param name="Bound">A session stands; of an HTTP carrier: texts may be sent.</param>
/// <param name="Unanswered">Segments without a durable answer.</param>
/// <param name="PerSecond">Segments a second that it may send at present.</param>
internal sealed record BindAnswer(string Name, bool Bound, int Unanswered, double PerSecond);

/// <summary>What became of texts to a country in the window of <c>Routing:Health:Window</c>.</summary>
/// <param name="Country">ISO 3166-1 alpha-2; null: none that is known.</param>
/// <param name="Accepted">Segments that the carrier took.</param>
/// <param name="Delivered">Receipts that say so.</param>
/// <param name="Failed">Receipts that say it was not and will not be.</param>
/// <param name="Rate">The part of the two that was delivered; null: there were none.</param>
/// <param name="Seconds">From the carrier's answer to its receipt, on average; null: none was delivered.</param>
/// <param name="Ailing">Others go first there.</param>
/// <param name="Median">The time in seconds that half of the delivered needed at most; null: none was delivered.</param>
/// <param name="Reported">Of the texts that are old enough (<c>Routing:Health:ReceiptWithin</c>) the part of which it reported in time how they ended; null: there are none.</param>
/// <param name="Ailment">Why it ails: undelivered (too few receipts say "delivered"), silent (too few texts are reported); null: it does not.</param>
internal sealed record HealthAnswer(
    string? Country, int Accepted, int Delivered, int Failed, double? Rate, double? Seconds, bool Ailing, double? Median = null, double? Reported = null, string? Ailment = null);
