// A function that is called before the call it is given to returns: nothing is copied or kept.
//
//   void each(FunctionRef<void(int)> visit);
//   each([&](int number) { sum += number; });
#pragma once

#include <type_traits>
#include <utility>

namespace touchstone {

template <class Signature>
class FunctionRef;

template <class R, class... Args>
class FunctionRef<R(Args...)> {
public:
  // `function` must live as long as this: a lambda written in the call does.
  template <class F>
    requires(!std::is_same_v<F, FunctionRef> && std::is_invocable_r_v<R, const F&, Args...>)
  FunctionRef(const F& function)  // NOLINT(google-explicit-constructor)
      : function_(&function), call_([](const void* known, Args... args) -> R {
          return (*static_cast<const F*>(known))(std::forward<Args>(args)...);
        }) {}

  R operator()(Args... args) const { return call_(function_, std::forward<Args>(args)...); }

private:
  const void* function_;
  R (*call_)(const void*, Args...);
};

}  // namespace touchstone
