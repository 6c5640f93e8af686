namespace Tidings.Server.Tests.Intake;

internal static class Samples
{
    public const string PaymentData =
        """{"account":"A-1001","kind":"card-payment","amount":{"amount":"12.30","currency":"EUR"},"merchant":{"name":"Corner Bakery","mcc":"5462","country":"DE"},"channel":"pos","cardLast4":"4242"}""";

    public static string Payment(string id = "E-1", string data = PaymentData) => Event(id, "account.transaction.posted", data);

    public static string Event(string id, string type, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"/bank/core","type":"{{type}}","time":"2026-11-23T08:15:00Z","data":{{data}}}""";
}
