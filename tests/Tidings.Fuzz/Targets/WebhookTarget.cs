using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Tidings.Core.Events;
using Tidings.Fuzz.Engine;
using Tidings.Server.Tell;
using Tidings.Server.Tell.Send;
using Tidings.Server.Tell.Subscriptions;

namespace Tidings.Fuzz.Targets;

/// <summary>A subscription as somebody asks for it: what is taken is an https address that this node may be sent to, and the body of a replay.</summary>
internal sealed class WebhookTarget : DocumentTarget
{
    static readonly IOptions<TellOptions> Options = Microsoft.Extensions.Options.Options.Create(new TellOptions());
    static readonly AddressGuard Guard = new(Options);
    static readonly WebhookRules Rules = new(new WebhookSender(Guard, Options, new HostingEnvironment { EnvironmentName = Environments.Production }, TimeProvider.System), Guard);

    public override string Name => "webhooks";

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. Quoted(["url", "events", "description", "ids", "https://bank.example/hooks", "http://", "https://[::1]/", "https://127.0.0.1", "https://0x7f.1", "https://2130706433", "https://[::ffff:10.0.0.1]", "https://user@bank.example", "message.delivered"]),
        .. TellEvents.All.Select(static kind => Encoding.UTF8.GetBytes($"\"{kind}\"")),
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        Encoding.UTF8.GetBytes($$"""{"url":"https://bank.example/hooks?a=b","events":["{{TellEvents.All[0]}}"],"description":"Core banking"}"""), "{\"url\":\"https://192.168.1.1:8443/\"}"u8.ToArray(),
        "{\"ids\":[\"m02abc0000000x.1\"]}"u8.ToArray(),
    ];

    public override void Run(byte[] input, Features seen)
    {
        seen.Add(6, Read<ReplayAsked>(input, WebhookJson.Default.ReplayAsked) is null ? 0u : 1u);
        if (Read<WebhookAsked>(input, WebhookJson.Default.WebhookAsked) is not { } asked)
            return;
        var errors = new List<FieldError>();
        var wish = Rules.Read(asked, errors);
        Note(errors, seen);
        Oracle.Holds(wish is null == errors.Count > 0, "a subscription is taken or told what is wrong");
        if (wish is null)
            return;
        var url = new Uri(wish.Url);
        seen.Add(7, (uint)url.HostNameType);
        Oracle.Holds(url.Scheme == Uri.UriSchemeHttps && url.UserInfo.Length == 0 && url.Fragment.Length == 0, "webhooks go to https, as nobody");
        Oracle.Holds(!System.Net.IPAddress.TryParse(url.DnsSafeHost, out var literal) || Guard.Allows(literal), "no private address is taken");
        Oracle.Holds(Rules.Read(new() { Url = wish.Url, Events = wish.Events, Description = wish.Description }, errors) is { } again && again.Url == wish.Url, "what is taken is taken again");
    }

    static T? Read<T>(byte[] input, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(input, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
