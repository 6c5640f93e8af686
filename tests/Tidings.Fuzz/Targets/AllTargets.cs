using Tidings.Fuzz.Engine;

namespace Tidings.Fuzz.Targets;

/// <summary>Every parser that faces outside. A new one is added here, and tests and commands know it.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> Create() =>
    [
        new SmppStreamTarget(), new SmppSubmitTarget(), new SmppDeliverTarget(), new SmppTextTarget(), new SmppReceiptTarget(), new SmppSegmentsTarget(), new TextRoundTripTarget(),
        new EventTarget(), new EventHeadersTarget(), new ProfileTarget(), new CamtTarget(), new CustomersCsvTarget(), new AccountsCsvTarget(), new PhoneNumberTarget(),
        new TemplateBodyTarget(), new TemplateDocumentTarget(), new AlertTarget(), new SettingsTarget(), new PolicyPackTarget(), new KeywordsTarget(), new ReplyTarget(), new PurposesTarget(), new FraudRulesTarget(), new TypedCodeTarget(), new QueryTarget(),
        new WebhookTarget(), new CallbackTarget(), new PasskeyTarget(),
        new TlogNoteTarget(), new TlogProofTarget(), new TlogWitnessTarget(), new TlogBundleTarget(),
    ];
}
