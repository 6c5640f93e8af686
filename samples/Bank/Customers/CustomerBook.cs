using System.Security.Cryptography;
using System.Text;

namespace Meridian.Customers;

/// <summary>Whoever the configuration names.</summary>
internal sealed class CustomerBook
{
    readonly Dictionary<string, Customer> _customers;

    public CustomerBook(IConfiguration configuration, TimeProvider time)
    {
        _customers = (configuration.GetSection("Customers").Get<Customer[]>() ?? []).ToDictionary(static one => one.Id, StringComparer.OrdinalIgnoreCase);
        foreach (var customer in _customers.Values)
            foreach (var (days, who, amount) in (ReadOnlySpan<(int, string, decimal)>)[(1, "Corner Bakery", -4.20m), (2, "Harbour Energy", -61.75m), (4, "Lindqvist & Co, salary", 2150.00m), (6, "Thames Books", -18.99m)])
                customer.Add(new(time.GetUtcNow().AddDays(-days), who, amount));
    }

    /// <summary>Who has this password. It takes as long for whom there is not.</summary>
    public Customer? Find(string id, string password)
    {
        var found = _customers.GetValueOrDefault(id.Trim());
        return CryptographicOperations.FixedTimeEquals(Hash(found?.Password ?? ""), Hash(password)) & found is not null ? found : null;
    }

    static byte[] Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
