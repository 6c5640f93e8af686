using System.ComponentModel.DataAnnotations;
using Tidings.Core.Decide;
using Tidings.Core.Messages;

namespace Tidings.Server.Host;

/// <summary>The bank, until it stores settings of its own (PUT /v1/settings). Section <c>Bank</c>.</summary>
public sealed class BankOptions
{
    public const string Section = "Bank";

    /// <summary>As texts name it. Default <c>Your bank</c>.</summary>
    [Required, StringLength(40, MinimumLength = 1)]
    public string Name { get; set; } = "Your bank";

    /// <summary>Who texts are from: 1 to 11 letters, digits and spaces, or a number of up to 15 digits. Default <c>YourBank</c>.</summary>
    [Required, RegularExpression("[A-Za-z0-9 ]{1,11}|[0-9]{3,15}")]
    public string Sender { get; set; } = "YourBank";

    /// <summary>Where a customer calls at any hour, as texts show it. Default: none.</summary>
    [StringLength(24)]
    public string? Hotline { get; set; }

    /// <summary>ISO 3166-1 alpha-2; card payments elsewhere are abroad. Default <c>GB</c>.</summary>
    [Required, RegularExpression("[A-Z]{2}")]
    public string HomeCountry { get; set; } = "GB";

    /// <summary>Ids of the policy packs that are on, until the bank stores settings of its own: <c>standards</c>, <c>us</c>. Default: none.</summary>
    public string[] Policies { get; set; } = [];

    /// <summary>Paths of files, each a policy pack of the bank's own. Read at the start; what is wrong in one keeps the node from starting. Default: none.</summary>
    public string[] PolicyFiles { get; set; } = [];

    internal BankSettings ToSettings() => new()
    {
        Name = Name, Sender = new SenderId(Sender), Hotline = Hotline, HomeCountry = HomeCountry,
        Policies = Policies is [] ? null : new() { Packs = Policies },
    };
}
