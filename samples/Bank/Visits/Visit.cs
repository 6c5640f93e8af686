using Meridian.Customers;
using Tidings.Client.Verifications;

namespace Meridian.Visits;

/// <summary>One browser at the bank. What it asks for is taken one after another: see <see cref="OneAtATime"/>.</summary>
/// <param name="name">The hash of its cookie: what the node calls the session. The cookie itself goes nowhere.</param>
internal sealed class Visit(string name)
{
    Said? _said;

    public string Name { get; } = name;

    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Null: nobody is logged in.</summary>
    public Customer? Customer { get; set; }

    /// <summary>Somebody has the password, and is asked for a code. Null: nobody.</summary>
    public Login? Login { get; set; }

    public Dictionary<string, Order> Orders { get; } = [];

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>Words for the next page.</summary>
    public void Say(string words, bool isWrong = true) => _said = new(words, isWrong);

    /// <summary>What is to be said on this page; once.</summary>
    public Said? Take()
    {
        var said = _said;
        _said = null;
        return said;
    }
}

/// <param name="Verification">The id of the code's.</param>
internal sealed record Login(Customer Customer, string Verification);

/// <summary>A payment that the customer has asked for. It is made when its code was right.</summary>
public sealed class Order(Payment payment)
{
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>As the code was asked for.</summary>
    public Payment Payment { get; } = payment;

    /// <summary>The id of the code's.</summary>
    public string Verification { get; set; } = "";

    public DateTimeOffset? PaidAt { get; set; }

    /// <summary>It was approved, and the money was gone by then.</summary>
    public bool IsNotCovered { get; set; }
}

public sealed record Said(string Words, bool IsWrong);
